using System.Reflection;
using Xunit.Sdk;

namespace NeuroKit.Training.Tests.Neurons;

/// <summary>Each neuron with each form of decay and reset.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CombinatorialCasesAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod)
        => from kind in new[] { "IF", "LIF", "PLIF" }
           from decay in new[] { true, false }
           from hard in new[] { true, false }
           where kind != "IF" || decay
           select new object[] { kind, decay, hard };
}
