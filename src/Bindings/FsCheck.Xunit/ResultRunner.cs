using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;
using Xunit.Abstractions;

namespace FsCheck.Xunit;

/// <summary>Keeps a run's result, and writes the arguments of each step where an output for them is given.</summary>
internal sealed class ResultRunner(ITestOutputHelper? arguments) : IRunner
{
    /// <summary>Null until the run has finished.</summary>
    public TestResult? Result { get; private set; }

    public void OnStartFixture(Type t)
    {
    }

    public void OnArguments(
        int ntest, FSharpList<object> args, FSharpFunc<int, FSharpFunc<FSharpList<object>, string>> every) =>
        arguments?.WriteLine(Runner.onArgumentsToString(ntest, args));

    public void OnShrink(FSharpList<object> args, FSharpFunc<FSharpList<object>, string> everyShrink) =>
        arguments?.WriteLine(Runner.onShrinkToString(args));

    public void OnFinished(string name, TestResult testResult) => Result = testResult;
}
