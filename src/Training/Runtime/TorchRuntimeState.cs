namespace NeuroKit.Training.Runtime;

/// <summary>libtorch as a process has it.</summary>
/// <param name="Version">libtorch's version, for example <c>1.13.1</c>.</param>
/// <param name="LibraryPath">The file that was loaded; null where the system does not tell.</param>
/// <param name="Threads">The threads of one operation.</param>
/// <param name="InteropThreads">The threads between operations.</param>
/// <param name="CudaDevices">The CUDA devices that can be used.</param>
/// <param name="Memory">Whether freed memory is kept.</param>
public sealed record TorchRuntimeState(string Version, string? LibraryPath, int Threads, int InteropThreads, int CudaDevices, TorchMemoryState Memory);
