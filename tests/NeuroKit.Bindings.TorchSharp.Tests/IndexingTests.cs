using Xunit;
using static TorchSharp.torch;

namespace NeuroKit.Tests;

public sealed class IndexingTests : TorchTest
{
    private static Tensor Grid => arange(12, dtype: float64).reshape(3, 4);

    [SkippableFact]
    public void Numbers_ranges_and_masks_choose_elements()
    {
        Tensor t = Grid;
        Assert.Equal(6.0, t[1, 2].item<double>());
        Close([8, 9, 10, 11], t[-1]);
        Close([1, 5, 9], t[TensorIndex.Colon, 1]);
        Close([4, 5, 8, 9], t[TensorIndex.Slice(1), TensorIndex.Slice(0, 2)]);
        Close([4, 5, 8, 9], t[1.., ..2]);
        Close([0, 8], t[TensorIndex.Slice(step: 2), 0]);
        Close([3, 7, 11], t[TensorIndex.Ellipsis, 3]);
        Assert.Equal(new long[] { 3, 1, 4 }, t[TensorIndex.Colon, TensorIndex.None].shape);
        Close([10, 11], t[t > 9]);
        Close([8, 9, 10, 11, 0, 1, 2, 3], t[tensor(new[] { 2L, 0L })]);
        Close([1, 11], t[tensor(new[] { 0L, 2L }), tensor(new[] { 1L, 3L })]);
        Close([5, 7], t[TensorIndex.Single(1), TensorIndex.Tensor(tensor(new[] { 1L, 3L }))]);
    }

    [SkippableFact]
    public void Assignments_write_through()
    {
        Tensor t = Grid;
        t[0] = zeros(4, float64);
        t[1, 1] = -1.0;
        t[TensorIndex.Colon, 3] = tensor(new[] { 30.0, 31.0, 32.0 });
        t[2.., ..2] = full(1, 2, 7.0, float64);
        Close([0, 0, 0, 30, 4, -1, 6, 31, 7, 7, 10, 32], t);
        t[t > 29] = tensor(0.0, float64);
        Close([0, 0, 0, 0, 4, -1, 6, 0, 7, 7, 10, 0], t);
        t.index_put_(tensor(5.0, float64), tensor(new[] { 0L }), tensor(new[] { 2L }));
        Assert.Equal(5.0, t[0, 2].item<double>());
    }

    [SkippableFact]
    public void Gradients_flow_through_views()
    {
        Tensor t = zeros(3, float64, requires_grad: true);
        (t[1] * 3 + t[1..].sum()).backward();
        Close([0, 4, 1], t.grad!);
    }

    [SkippableFact]
    public void An_index_out_of_range_is_an_error()
    {
        Tensor t = Grid;
        var error = Assert.Throws<System.Runtime.InteropServices.ExternalException>(() => t[5]);
        Assert.Contains("index 5", error.Message, StringComparison.Ordinal);
    }
}
