using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace FsCheck.Xunit;

/// <summary>Checks a property where xunit would call the method once. Creating, initialising and disposing the test class, and time limits, stay xunit's.</summary>
internal sealed class PropertyTestInvoker(
    ITestOutputHelper output,
    ITest test,
    IMessageBus messageBus,
    Type testClass,
    object[] constructorArguments,
    MethodInfo testMethod,
    object[] testMethodArguments,
    IReadOnlyList<BeforeAfterTestAttribute> beforeAfterAttributes,
    ExceptionAggregator aggregator,
    CancellationTokenSource cancellationTokenSource)
    : XunitTestInvoker(
        test,
        messageBus,
        testClass,
        constructorArguments,
        testMethod,
        testMethodArguments,
        beforeAfterAttributes,
        aggregator,
        cancellationTokenSource)
{
    // FsCheck blocks its thread on every task that a property returns. On a pool thread, outside xunit's synchronisation
    // context, the continuations of that task have somewhere to run.
    protected override object CallTestMethod(object testClassInstance) =>
        Task.Run(() => PropertyCheck.Run(TestClass, TestMethod, testClassInstance, output));
}
