using Xunit.Abstractions;
using Xunit.Sdk;

namespace FsCheck.Xunit;

/// <summary>One property as a test case. Everything about it but how the method is called is xunit's own.</summary>
internal sealed class PropertyTestCase : XunitTestCase
{
    /// <summary>For xunit, which deserialises test cases that a test explorer sends back.</summary>
    [Obsolete("For deserialisation only.")]
    public PropertyTestCase()
    {
    }

    public PropertyTestCase(
        IMessageSink diagnosticMessageSink, TestMethodDisplay display, TestMethodDisplayOptions displayOptions, ITestMethod testMethod)
        : base(diagnosticMessageSink, display, displayOptions, testMethod)
    {
    }

    public override Task<RunSummary> RunAsync(
        IMessageSink diagnosticMessageSink,
        IMessageBus messageBus,
        object[] constructorArguments,
        ExceptionAggregator aggregator,
        CancellationTokenSource cancellationTokenSource) =>
        new PropertyTestCaseRunner(this, constructorArguments, messageBus, aggregator, cancellationTokenSource).RunAsync();
}
