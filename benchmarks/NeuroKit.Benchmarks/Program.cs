using BenchmarkDotNet.Running;

BenchmarkSwitcher.FromAssembly(typeof(NeuroKit.Benchmarks.BinningBenchmarks).Assembly).Run(args);
