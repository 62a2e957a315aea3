namespace NeuroKit.Events.Datasets;

/// <summary>The parts of Fashion-MNIST.</summary>
public enum FashionMnistPart
{
    /// <summary>60,000 pictures to train on.</summary>
    Train,

    /// <summary>10,000 pictures to test on.</summary>
    Test,
}
