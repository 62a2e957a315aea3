// A spiking network learns a folder of recordings by a plain loop: `dotnet run --project samples/PlainLoop FOLDER [EPOCHS]`, a folder a class in it.
using NeuroKit.Events.Datasets;
using NeuroKit.Frames;
using NeuroKit.Frames.Loading;
using NeuroKit.Training.Data;
using NeuroKit.Training.Networks;
using TorchSharp;
using static TorchSharp.torch;

var data = EventDataset.FromFolder(args.ElementAtOrDefault(0) ?? throw new ArgumentException("usage: PlainLoop FOLDER [EPOCHS]"));
(EventDataset train, EventDataset validation) = (data.Splits.Contains("train") ? data.Split("train") : data).Stratified(fraction: 0.1, seed: 1);
var loader = new FrameLoader(train, FrameBinning.ByCount(6), new FrameLoaderOptions { BatchSize = 32, Shuffle = true, Seed = 1 });
var check = new FrameLoader(validation, FrameBinning.ByCount(6), new FrameLoaderOptions { BatchSize = 32 });

manual_seed(1);
using var network = SpikingNetworks.Create("sew-small", new NetworkOptions(2, loader.FrameSize.Height, loader.FrameSize.Width, data.Classes.Count));
using var optimizer = optim.AdamW(network.parameters(), lr: 3e-3);
for (int epoch = 0; epoch < int.Parse(args.ElementAtOrDefault(1) ?? "10"); epoch++)
{
    network.train();
    foreach (TensorBatch batch in new FrameTensorSource(loader).Epoch(epoch))
    {
        using TensorBatch taken = batch;
        using DisposeScope scope = NewDisposeScope();
        optimizer.zero_grad();
        SpikingOutput output = network.Forward(batch.Frames); // logits [T, N, classes]
        nn.functional.cross_entropy(output.MeanLogits(), batch.Targets).backward();
        optimizer.step();
    }

    network.eval();
    long right = 0;
    foreach (TensorBatch batch in new FrameTensorSource(check).Epoch(0))
    {
        using TensorBatch taken = batch;
        using DisposeScope scope = NewDisposeScope();
        using IDisposable quiet = no_grad();
        right += network.Forward(batch.Frames).MeanLogits().argmax(1).eq(batch.Targets).sum().ToInt64();
    }

    Console.WriteLine($"epoch {epoch + 1}: {right} of {check.Count} recordings recognised that were not trained on");
}
