using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace NeuroKit.Tests;

public sealed class OperationTests : TorchTest
{
    private static Tensor Square => tensor(new double[,] { { 1, 2 }, { 3, 4 } });

    [SkippableFact]
    public void Operators_compute_what_they_say()
    {
        Tensor t = Square;
        Close([2, 4, 6, 8], t + t);
        Close([0, -1, -2, -3], 1 - t);
        Close([1, 4, 9, 16], t * t);
        Close([0.5, 1, 1.5, 2], t / 2);
        Close([1, 0, 1, 0], t % 2);
        Close([-1, -2, -3, -4], -t);
        Close([0, 0, 1, 1], (t > 2).to(float64));
        Close([0, 1, 0, 0], (t == 2.0).to(float64));
        Close([0, 1, 1, 0], ((t > 1) & (t < 4)).to(float64));
        Close([1, 0, 0, 0], (~(t > 1)).to(float64));
        Close([1, 2, 3, 4], t.add(1).sub(1));
        Assert.Equal(float32, (tensor(new[] { 1f }) * 2.0).dtype);
    }

    [SkippableFact]
    public void In_place_operations_change_the_tensor_itself()
    {
        Tensor t = Square;
        Tensor same = t.mul_(2);
        Close([2, 4, 6, 8], t);
        Close([2, 4, 6, 8], same);
        t.add_(1).sub_(3).clamp_(min: 1.0, max: 5.0);
        Close([1, 2, 4, 5], t);
        t.zero_();
        Close([0, 0, 0, 0], t);
        t.fill_(3);
        t.addcmul_(Square, Square, 2);
        Close([5, 11, 21, 35], t);
        t.copy_(Square);
        t.lerp_(Square * 3, tensor(0.5, float64));
        Close([2, 4, 6, 8], t);
    }

    [SkippableFact]
    public void Reductions_reduce_the_dimensions_named()
    {
        Tensor t = tensor(new double[,] { { 1, 5, 3 }, { 4, 2, 9 } });
        Assert.Equal(24.0, t.sum().item<double>());
        // A bare 0 is taken for a ScalarType, as in TorchSharp: the dimension 0 has to be named.
        Close([5, 7, 12], t.sum(dim: 0));
        Close([9, 15], t.sum(1));
        Assert.Equal(new long[] { 2, 1 }, t.sum(1, keepdim: true).shape);
        Assert.Equal(4.0, t.mean().item<double>());
        Close([3, 5], t.mean([1]));
        Close([4, 13], t.var(1));
        Close([8.0 / 3, 26.0 / 3], t.var(1, unbiased: false));
        (Tensor values, Tensor indexes) = t.max(1);
        Close([5, 9], values);
        Assert.Equal(new long[] { 1, 2 }, indexes.data<long>().ToArray());
        Assert.Equal(5L, t.argmax().item<long>());
        Assert.Equal(new long[] { 0, 1 }, t.argmin(1).data<long>().ToArray());
        Close([4, 5, 9], t.amax([0]));
        Close([1, 6, 9, 4, 6, 15], t.cumsum(1));
        Close([Math.Sqrt(35), Math.Sqrt(101)], t.norm(1));
        Assert.True(t.any().item<bool>());
        Assert.Equal(6L, t.count_nonzero().item<long>());
        Close([1, 3, 5, 2, 4, 9], t.sort(1).Values);
        Close([5, 9], t.topk(1, 1).values.squeeze(1));
        Close(Math.Log(t.exp().sum().item<double>()), t.reshape(-1).logsumexp(0));
    }

    [SkippableFact]
    public void Softmax_sums_to_one_and_log_softmax_is_its_logarithm()
    {
        Tensor t = Square;
        double a = Math.Exp(1) / (Math.Exp(1) + Math.Exp(2));
        Close([a, 1 - a, a, 1 - a], t.softmax(1));
        Close(t.softmax(1).log(), t.log_softmax(1));
    }

    [SkippableFact]
    public void Shapes_change_without_moving_elements()
    {
        Tensor t = arange(24).reshape(2, 3, 4);
        Assert.Equal(new long[] { 2, 12 }, t.view(2, -1).shape);
        Assert.Equal(new long[] { 4, 2, 3 }, t.permute(2, 0, 1).shape);
        Assert.Equal(new long[] { 2, 4, 3 }, t.transpose(1, 2).shape);
        Assert.False(t.transpose(1, 2).is_contiguous());
        Assert.True(t.transpose(1, 2).contiguous().is_contiguous());
        Assert.Equal(new long[] { 24 }, t.flatten().shape);
        Assert.Equal(new long[] { 2, 12 }, t.flatten(1).shape);
        Assert.Equal(new long[] { 2, 3, 2, 2 }, t.unflatten(2, 2, 2).shape);
        Assert.Equal(new long[] { 2, 1, 3, 4 }, t.unsqueeze(1).shape);
        Assert.Equal(t.shape, t.unsqueeze(1).squeeze(1).shape);
        Assert.Equal(new long[] { 5, 2, 3, 4 }, t.expand(5, -1, -1, -1).shape);
        Assert.Equal(new long[] { 4, 3, 4 }, t.repeat(2, 1, 1).shape);
        Assert.Equal(new long[] { 12, 4, 1 }, t.stride());
        Assert.Equal(new long[] { 3, 4 }, t.select(0, 1).shape);
        Assert.Equal(new long[] { 2, 2, 4 }, t.narrow(1, 1, 2).shape);
        Tensor[] pieces = t.split(2, 1);
        Assert.Equal(2, pieces.Length);
        Assert.Equal(new long[] { 2, 1, 4 }, pieces[1].shape);
        Assert.Equal(3, t.unbind(1).Length);
        Assert.Equal(new long[] { 3, 2, 1, 0 }, arange(4).flip(0).data<long>().ToArray());
        Assert.Equal(new long[] { 3, 0, 1, 2 }, arange(4).roll(1).data<long>().ToArray());
        Assert.Equal(new long[] { 0, 0, 1, 1 }, arange(2).repeat_interleave(2).data<long>().ToArray());
        Assert.Equal(new long[] { 3, 2 }, arange(4).unfold(0, 2, 1).shape);
    }

    [SkippableFact]
    public void Tensors_are_joined_and_chosen_from()
    {
        Tensor t = Square;
        Close([1, 2, 3, 4, 1, 2, 3, 4], cat([t, t]));
        Assert.Equal(new long[] { 2, 4 }, cat([t, t], 1).shape);
        Assert.Equal(new long[] { 2, 2, 2 }, stack([t, t], 1).shape);
        Close([0, 2, 0, 4], where(t % 2 == 0, t, zeros_like(t)));
        Close([3, 3, 3, 4], maximum(t, full_like(t, 3)));
        Close([1, 3], t.gather(1, zeros(2, 1, int64)));
        Close([3, 4], t.index_select(0, tensor(new[] { 1L })));
        Close([1, 3], t.masked_select(t % 2 == 1));
        Close([9, 2, 9, 4], t.masked_fill(t % 2 == 1, 9));
        Close([0, 0, 5, 7], zeros(4, float64).scatter_add(0, tensor(new[] { 2L, 3L }), tensor(new[] { 5.0, 7.0 })));
        Close([4, 6, 2, 2], zeros(2, 2, float64).index_add(0, tensor(new[] { 0L, 0L, 1L }), tensor(new double[,] { { 1, 2 }, { 3, 4 }, { 2, 2 } }), 1));
        Assert.Equal(new long[] { 0, 2 }, tensor(new[] { 5, 0, 6 }).nonzero().reshape(-1).data<long>().ToArray());
        Assert.Equal(new long[] { 1, 2, 0, 1 }, tensor(new[] { 0L, 1L, 1L, 3L }).bincount(null).data<long>().ToArray());
        Assert.True(t.allclose(t.clone()));
        (Tensor kinds, Tensor? inverse, Tensor? counts) = tensor(new[] { 3, 1, 3 }).unique(return_inverse: true, return_counts: true);
        Assert.Equal(new[] { 1, 3 }, kinds.data<int>().ToArray());
        Assert.Equal(new long[] { 1, 0, 1 }, inverse!.data<long>().ToArray());
        Assert.Equal(new long[] { 1, 2 }, counts!.data<long>().ToArray());
    }

    [SkippableFact]
    public void Products_of_matrices_agree_with_sums_of_products()
    {
        Tensor t = Square;
        Close([7, 10, 15, 22], t.matmul(t));
        Close([7, 10, 15, 22], t.mm(t));
        Close([7, 10, 15, 22], einsum("ij,jk->ik", t, t));
        Close([5, 11], t.mv(tensor(new[] { 1.0, 2.0 })));
        Close([7, 10, 15, 22], t.unsqueeze(0).bmm(t.unsqueeze(0)));
        Close([8, 11, 16, 23], ones(2, 2, float64).addmm(t, t));
        Close([3, 4, 6, 8], tensor(new[] { 1.0, 2.0 }).outer(tensor(new[] { 3.0, 4.0 })));
        Assert.Equal(11.0, tensor(new[] { 1.0, 2.0 }).dot(tensor(new[] { 3.0, 4.0 })).item<double>());
        Close([1, 0, 3, 4], t.tril());
    }

    [SkippableFact]
    public void Functions_of_elements_agree_with_those_of_System_Math()
    {
        var x = new[] { 0.3, 1.2, 2.5 };
        (Func<Tensor, Tensor> Ours, Func<double, double> Theirs)[] pairs =
        [
            (t => t.exp(), Math.Exp), (t => t.log(), Math.Log), (t => t.sqrt(), Math.Sqrt), (t => t.sin(), Math.Sin),
            (t => t.cos(), Math.Cos), (t => t.tanh(), Math.Tanh), (t => t.atan(), Math.Atan), (t => t.floor(), Math.Floor),
            (t => t.round(), Math.Round), (t => t.pow(3), v => v * v * v), (t => t.rsqrt(), v => 1 / Math.Sqrt(v)),
            (t => t.sigmoid(), v => 1 / (1 + Math.Exp(-v))), (t => t.relu(), v => v), (t => t.square(), v => v * v),
            (t => t.reciprocal(), v => 1 / v), (t => t.log1p(), v => Math.Log(1 + v)), (t => t.sign(), v => Math.Sign(v)),
            (t => t.frac(), v => v - Math.Floor(v)), (t => t.softplus(), v => Math.Log(1 + Math.Exp(v))),
            (t => t.xlogy(t), v => v * Math.Log(v)),
        ];
        foreach ((Func<Tensor, Tensor> ours, Func<double, double> theirs) in pairs)
            Close(Array.ConvertAll(x, v => theirs(v)), ours(tensor(x)), 1e-12);
    }

    [SkippableFact]
    public void Text_shows_the_values_or_the_shape()
    {
        Assert.Contains("[2x2]", Square.ToString(TorchSharp.TensorStringStyle.Metadata), StringComparison.Ordinal);
        Assert.Contains("Float64", Square.ToString(TorchSharp.TensorStringStyle.Metadata), StringComparison.Ordinal);
        string numpy = Square.npstr();
        Assert.StartsWith("[[1, 2]", numpy, StringComparison.Ordinal);
        Assert.Contains("[3, 4]]", numpy, StringComparison.Ordinal);
    }

    private static void Close(double expected, Tensor actual) => Close([expected], actual.reshape(1));
}
