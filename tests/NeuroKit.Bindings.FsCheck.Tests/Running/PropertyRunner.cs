using Xunit.Abstractions;
using Xunit.Sdk;

namespace NeuroKit.Bindings.PropertyTests.Running;

/// <summary>
/// Runs the properties of a fixture class through xunit's own framework, in this process, as a test explorer does: find
/// them, serialise each test case, and run what comes back. Fixtures are not public, so an ordinary run does not find them.
/// </summary>
internal static class PropertyRunner
{
    /// <summary>Runs one property of a fixture class.</summary>
    public static async Task<PropertyRun> RunAsync<TFixture>(string method)
    {
        IReadOnlyDictionary<string, PropertyRun> runs = await RunAllAsync(typeof(TFixture), name => name == method);
        return runs.TryGetValue(method, out PropertyRun? run)
            ? run
            : throw new InvalidOperationException($"xunit found no test {typeof(TFixture).Name}.{method}.");
    }

    /// <summary>Runs all properties of a fixture class; gives what became of each by its name.</summary>
    public static Task<IReadOnlyDictionary<string, PropertyRun>> RunAllAsync<TFixture>() =>
        RunAllAsync(typeof(TFixture), _ => true);

    private static async Task<IReadOnlyDictionary<string, PropertyRun>> RunAllAsync(Type fixture, Predicate<string> selects)
    {
        var options = new FrameworkOptions();
        var diagnostics = new NullMessageSink();
        using var framework = new XunitTestFramework(diagnostics);

        using ITestFrameworkDiscoverer discoverer = framework.GetDiscoverer(Reflector.Wrap(fixture.Assembly));
        var discovery = new MessageCollector<IDiscoveryCompleteMessage>();
        discoverer.Find(fixture.FullName!, includeSourceInformation: false, discovery, options);
        IReadOnlyList<IMessageSinkMessage> found = await discovery.AllAsync();

        using ITestFrameworkExecutor executor = framework.GetExecutor(fixture.Assembly.GetName());
        ITestCase[] testCases =
        [
            .. found.OfType<ITestCaseDiscoveryMessage>()
                .Select(message => message.TestCase)
                .Where(testCase => selects(testCase.TestMethod.Method.Name))
                .Select(testCase => executor.Deserialize(discoverer.Serialize(testCase))),
        ];
        var execution = new MessageCollector<ITestAssemblyFinished>();
        executor.RunTests(testCases, execution, options);
        return (await execution.AllAsync())
            .OfType<ITestResultMessage>()
            .ToDictionary(message => message.TestMethod.Method.Name, ToRun);
    }

    private static PropertyRun ToRun(ITestResultMessage message)
    {
        (PropertyOutcome outcome, string[] exceptionTypes, string text) = message switch
        {
            ITestPassed => (PropertyOutcome.Passed, [], ""),
            ITestFailed failed => (
                PropertyOutcome.Failed, failed.ExceptionTypes, string.Join(Environment.NewLine, failed.Messages)),
            ITestSkipped skipped => (PropertyOutcome.Skipped, Array.Empty<string>(), skipped.Reason),
            _ => throw new InvalidOperationException($"Unknown result {message.GetType()}."),
        };
        return new PropertyRun(message.Test.DisplayName, outcome, exceptionTypes, text, message.Output);
    }
}
