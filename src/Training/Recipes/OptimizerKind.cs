using System.Text.Json.Serialization;

namespace NeuroKit.Training.Recipes;

/// <summary>How parameters follow their gradients.</summary>
public enum OptimizerKind
{
    /// <summary>Gradient descent, with momentum where there is one.</summary>
    [JsonStringEnumMemberName("sgd")]
    Sgd,

    /// <summary>Adam; weight decay is added to the gradient.</summary>
    [JsonStringEnumMemberName("adam")]
    Adam,

    /// <summary>Adam; weight decay shrinks the parameters themselves.</summary>
    [JsonStringEnumMemberName("adamw")]
    AdamW,
}
