using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.FSharp.Core;
using Xunit.Abstractions;

namespace FsCheck.Xunit;

/// <summary>Checks one property with FsCheck and turns the result into output or an exception.</summary>
internal static class PropertyCheck
{
    /// <summary>Returns when the property passed.</summary>
    /// <exception cref="PropertyFailedException">It did not, or could not be checked.</exception>
    /// <exception cref="FormatException">The replay seed is not one.</exception>
    public static void Run(Type testClass, MethodInfo method, object? instance, ITestOutputHelper output)
    {
        PropertySettings settings = PropertySettings.For(testClass, method);
        var runner = new ResultRunner(settings.Verbose is true ? output : null);
        Config config = settings.ToConfig(runner);
        RequireReturnType(method);
        RequireGenerators(method, config.ArbMap);

        try
        {
            Check.Method(config, method, instance is null ? FSharpOption<object>.None : FSharpOption<object>.Some(instance));
        }
        catch (Exception exception)
        {
            // What the property itself throws is a result. What comes out here failed around it, such as a generator.
            Exception cause = exception.GetBaseException();
            throw new PropertyFailedException($"{Name(method)} could not be checked: {cause.Message}", cause);
        }

        Report(runner.Result ?? throw new PropertyFailedException($"{Name(method)} ended without a result.", null), output);
    }

    private static void Report(TestResult result, ITestOutputHelper output)
    {
        string text = Runner.onFinishedToString("", result).TrimEnd();
        switch (result)
        {
            case TestResult.Passed:
                if (text.Length > 0)
                    output.WriteLine(text);
                break;
            case TestResult.Failed failed:
                string seed = string.Create(CultureInfo.InvariantCulture, $"{failed.Item5.Seed},{failed.Item5.Gamma}");
                throw new PropertyFailedException(
                    $"""{Environment.NewLine}{text}{Environment.NewLine}Repeat this run with [Property(Replay = "{seed}")].""",
                    Thrown(failed.Item4));
            default:
                throw new PropertyFailedException(Environment.NewLine + text, null);
        }
    }

    /// <summary>What the property threw; out of the wrapper that a failed task puts around it.</summary>
    private static Exception? Thrown(Outcome outcome) => (outcome as Outcome.Failed)?.Item switch
    {
        AggregateException { InnerExceptions: [var single] } => single,
        var other => other,
    };

    private static void RequireReturnType(MethodInfo method)
    {
        // FsCheck cannot wait for either. An async void property would pass whatever it throws later.
        Type type = method.ReturnType;
        bool isValueTask = type == typeof(ValueTask) || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueTask<>));
        bool isAsyncVoid = type == typeof(void) && method.IsDefined(typeof(AsyncStateMachineAttribute));
        if (isValueTask || isAsyncVoid)
        {
            throw new PropertyFailedException(
                $"{Name(method)} returns {(isAsyncVoid ? "async void" : type)}, which FsCheck cannot wait for. Return Task, Task<bool> or Task<Property>.",
                null);
        }
    }

    private static void RequireGenerators(MethodInfo method, IArbMap generators)
    {
        foreach (ParameterInfo parameter in method.GetParameters())
        {
            try
            {
                generators.ArbFor(parameter.ParameterType);
            }
            catch (Exception exception)
            {
                Exception cause = exception.GetBaseException();
                throw new PropertyFailedException(
                    $"{Name(method)}: no generator for the parameter '{parameter.Name}' of type {parameter.ParameterType}. {cause.Message} "
                    + "Name a type with a static member that returns its Arbitrary in [Property(Arbitrary = ...)].",
                    cause);
            }
        }
    }

    private static string Name(MethodInfo method) => $"The property {method.DeclaringType?.Name}.{method.Name}";
}
