namespace NeuroKit.Training.Layers;

/// <summary>Looks on while a network computes: for its description, and for its energy.</summary>
internal interface ILayerObserver
{
    /// <summary>A module computed.</summary>
    void OnLayer(in LayerCall call);

    /// <summary>An attention multiplied.</summary>
    void OnAttention(in AttentionCall call);
}
