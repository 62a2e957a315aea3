using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace FsCheck.Xunit;

/// <summary>Runs a property as one test of xunit, and gives it an output to write its result to.</summary>
internal sealed class PropertyTestRunner(
    ITest test,
    IMessageBus messageBus,
    Type testClass,
    object[] constructorArguments,
    MethodInfo testMethod,
    string skipReason,
    IReadOnlyList<BeforeAfterTestAttribute> beforeAfterAttributes,
    ExceptionAggregator aggregator,
    CancellationTokenSource cancellationTokenSource)
    : XunitTestRunner(
        test,
        messageBus,
        testClass,
        constructorArguments,
        testMethod,
        // xunit refuses a call whose argument count differs from the method's. FsCheck supplies the values.
        new object[testMethod.GetParameters().Length],
        skipReason,
        beforeAfterAttributes,
        aggregator,
        cancellationTokenSource)
{
    // One helper for the class and for us, so that its lines and ours come out as one text.
    private readonly TestOutputHelper _output = new();

    protected override async Task<Tuple<decimal, string>> InvokeTestAsync(ExceptionAggregator aggregator)
    {
        // Until a test runs, xunit keeps a factory in the place of the helper that its class asks for. The array is shared
        // with the other tests of the class: replace it, leave its items.
        ConstructorArguments = [.. ConstructorArguments.Select(argument => argument is Func<TestOutputHelper> ? _output : argument)];
        _output.Initialize(MessageBus, Test);
        decimal seconds = await InvokeTestMethodAsync(aggregator);
        string output = _output.Output;
        _output.Uninitialize();
        return Tuple.Create(seconds, output);
    }

    protected override Task<decimal> InvokeTestMethodAsync(ExceptionAggregator aggregator) =>
        new PropertyTestInvoker(
            _output,
            Test,
            MessageBus,
            TestClass,
            ConstructorArguments,
            TestMethod,
            TestMethodArguments,
            BeforeAfterAttributes,
            aggregator,
            CancellationTokenSource).RunAsync();
}
