using TorchSharp;
using TorchSharp.Native;
using Xunit;

namespace NeuroKit.Tests;

/// <summary>What a user sees where libtorch is not there. Needs no libtorch.</summary>
public sealed class LoaderTests
{
    [Fact]
    public void A_missing_library_is_one_exception_that_says_what_to_install()
    {
        if (NativeLibraryLoader.IsAvailable(out string reason))
        {
            Assert.Equal("", reason);
            using torch.Tensor one = torch.ones(1);
            Assert.Equal(1f, one.item<float>());
            return;
        }

        Assert.Contains("apt-get install -y libtorch-dev cmake g++", reason, StringComparison.Ordinal);
        var error = Assert.Throws<NotSupportedException>(() => torch.ones(1));
        Assert.Equal(reason, error.Message);
    }

    [Fact]
    public void Modules_without_tensors_need_no_library() => Assert.Equal("Identity", torch.nn.Identity().GetName());
}
