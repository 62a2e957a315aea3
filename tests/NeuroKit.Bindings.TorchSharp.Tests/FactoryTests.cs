using TorchSharp;
using TorchSharp.Utils;
using Xunit;
using static TorchSharp.torch;

namespace NeuroKit.Tests;

public sealed class FactoryTests : TorchTest
{
    [SkippableFact]
    public void Factories_make_the_types_and_values_that_they_are_asked_for()
    {
        Assert.Equal(new double[] { 0, 0, 0 }, zeros(3, float64).data<double>().ToArray());
        Assert.Equal(new float[] { 1, 1 }, ones(2).data<float>().ToArray());
        Assert.Equal(new long[] { 2, 3, 4 }, empty(2, 3, 4).shape);
        Assert.Equal(new[] { 2.5f, 2.5f }, full(2, 2.5f).data<float>().ToArray());
        Assert.Equal(int64, full(2, 3).dtype);
        Assert.Equal(new long[] { 0, 1, 2 }, arange(3).data<long>().ToArray());
        Assert.Equal(new double[] { 1, 1.5, 2 }, arange(1.0, 2.5, 0.5, dtype: float64).data<double>().ToArray());
        Close([0, 0.25, 0.5, 0.75, 1], linspace(0, 1, 5, float64));
        Close([1, 0, 0, 1], eye(2, dtype: float64));
        Assert.Equal(new long[] { 2, 2 }, zeros_like(ones(2, 2)).shape);
        Assert.Equal(float32, rand(2).dtype);
        Assert.True((randint(5, 10, [100]) >= 5).all().item<bool>());
    }

    [SkippableFact]
    public void Tensors_are_made_of_arrays_and_of_jagged_shapes()
    {
        Tensor square = tensor(new float[,] { { 1, 2 }, { 3, 4 } });
        Assert.Equal(new long[] { 2, 2 }, square.shape);
        Assert.Equal(new float[] { 1, 2, 3, 4 }, square.data<float>().ToArray());
        Assert.Equal(int32, tensor(new[] { 1, 2 }).dtype);
        Assert.Equal(int64, tensor(new[] { 1L, 2L }).dtype);
        Assert.Equal(new long[] { 2, 3 }, tensor(new[] { 1, 2, 3, 4, 5, 6 }, 2, 3).shape);
        Assert.Equal(float64, tensor(new[] { 1f }, dtype: float64).dtype);
        Assert.Equal(4f, tensor(4f).item<float>());
        Assert.True(tensor(true).item<bool>());
        Assert.Equal(new byte[] { 1, 255 }, tensor(new byte[] { 1, 255 }).data<byte>().ToArray());
        Assert.Equal(new long[] { 1, 2, 3 }, from_array(new double[1, 2, 3]).shape);
        Assert.Equal(float32, from_array(new[] { 1f }).dtype);
    }

    [SkippableFact]
    public void A_tensor_over_a_buffer_shares_its_memory()
    {
        var buffer = new float[] { 1, 2, 3, 4 };
        using Tensor shared = frombuffer(buffer, float32, count: 2, offset: 1);
        Assert.Equal(new float[] { 2, 3 }, shared.data<float>().ToArray());
        buffer[1] = 20;
        Assert.Equal(20f, shared[0].item<float>());
        shared[1] = 30f;
        Assert.Equal(30f, buffer[2]);
    }

    [SkippableFact]
    public void A_buffer_is_released_with_the_last_tensor_over_it()
    {
        (WeakReference buffer, Tensor view) = Make();
        GC.Collect();
        Assert.True(buffer.IsAlive);
        Assert.Equal(7f, view.item<float>());
        view.Dispose();
        for (int i = 0; i < 10 && buffer.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(buffer.IsAlive);

        static (WeakReference, Tensor) Make()
        {
            var array = new float[] { 5, 6, 7 };
            Tensor whole = frombuffer(array, float32);
            Tensor last = whole[2];
            whole.Dispose();
            return (new WeakReference(array), last);
        }
    }

    [SkippableFact]
    public void Elements_are_read_and_written_through_accessors_and_bytes()
    {
        Tensor t = tensor(new float[,] { { 1, 2, 3 }, { 4, 5, 6 } });
        TensorAccessor<float> columns = t.t().data<float>();
        Assert.Equal(4f, columns[0, 1]);
        Assert.Equal(new float[] { 1, 4, 2, 5, 3, 6 }, columns.ToArray());
        columns[2, 1] = 60;
        Assert.Equal(60f, t[1, 2].item<float>());
        Assert.Equal(6L, columns.Count);
        Span<byte> bytes = t.bytes;
        Assert.Equal(24, bytes.Length);
        Assert.Equal(1f, BitConverter.ToSingle(bytes));
        t.bytes = new byte[24];
        Assert.Equal(0f, t.abs().sum().item<float>());
        Assert.Throws<InvalidOperationException>(() => t.t().bytes.Length);
        Assert.Throws<ArgumentException>(() => t.data<int>());
        Assert.Throws<ArgumentException>(() => t.item<float>());
    }

    [SkippableFact]
    public void Types_and_devices_are_converted()
    {
        Tensor t = tensor(new[] { 1.75, -1.75 });
        Assert.Equal(new[] { 1, -1 }, t.to(int32).data<int>().ToArray());
        Assert.Equal(int64, t.@long().dtype);
        Assert.Equal(float16, t.half().dtype);
        Assert.Equal(DeviceType.CPU, t.to("cpu").device_type);
        Assert.Equal("cpu", t.device.ToString());
        Assert.Equal(DeviceType.CUDA, new Device("cuda:1").type);
        Assert.Equal(1, new Device("cuda:1").index);
        Assert.Equal(float64, t.to(CPU).dtype);
        Assert.Equal(new byte[] { 1, 0 }, tensor(new[] { 3.0, 0.0 }).@bool().to(uint8).data<byte>().ToArray());
    }

    [SkippableFact]
    public void Seeds_repeat_what_is_drawn_and_generators_are_apart()
    {
        manual_seed(42);
        Tensor first = rand(5);
        manual_seed(42);
        Close(first, rand(5), 0);
        using var one = new Generator(7);
        using var other = new Generator(7);
        Close(rand(5, generator: one), rand(5, generator: other), 0);
        Tensor state = one.get_state();
        Tensor next = randn(5, generator: one);
        one.set_state(state);
        Close(next, randn(5, generator: one), 0);
        Assert.Equal(7L, one.initial_seed());
    }

    [SkippableFact]
    public void Threads_and_devices_are_told()
    {
        int threads = get_num_threads();
        try
        {
            set_num_threads(1);
            Assert.Equal(1, get_num_threads());
        }
        finally
        {
            set_num_threads(threads);
        }

        Assert.Equal(cuda.device_count() > 0, cuda.is_available());
    }
}
