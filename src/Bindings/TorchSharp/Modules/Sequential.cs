using System.Runtime.CompilerServices;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.Sequential Sequential() => new([]);

            /// <summary>Modules that run one after another; the sequence owns them.</summary>
            public static Modules.Sequential Sequential(params (string name, Module<Tensor, Tensor> submodule)[] modules)
            {
                var result = Sequential();
                foreach (var (name, module) in modules)
                    result.append(name, module);
                return result;
            }

            public static Modules.Sequential Sequential(params Module<Tensor, Tensor>[] modules) => Sequential((IEnumerable<Module<Tensor, Tensor>>)modules);

            public static Modules.Sequential Sequential(IEnumerable<Module<Tensor, Tensor>> modules)
            {
                var result = Sequential();
                foreach (var module in modules)
                    result.append(module);
                return result;
            }

            public static Modules.Sequential Sequential(IEnumerable<(string name, Module<Tensor, Tensor> submodule)> modules) => Sequential(modules.ToArray());
        }
    }

    namespace Modules
    {
        /// <summary>Modules that run one after another.</summary>
        public class Sequential : torch.nn.Module<torch.Tensor, torch.Tensor>
        {
            private readonly List<torch.nn.IModule<torch.Tensor, torch.Tensor>> _modules = [];

            protected internal Sequential(params torch.nn.Module<torch.Tensor, torch.Tensor>[] modules)
                : base(nameof(Sequential))
            {
                foreach (var module in modules)
                    append(module);
            }

            protected Sequential(params (string name, torch.nn.Module<torch.Tensor, torch.Tensor> submodule)[] modules)
                : base(nameof(Sequential))
            {
                foreach (var (key, module) in modules)
                    append(key, module);
            }

            public int Count => _modules.Count;

            [IndexerName("SequentialItems")]
            public torch.nn.IModule<torch.Tensor, torch.Tensor> this[int index] => _modules[index];

            public Sequential append(string name, torch.nn.IModule<torch.Tensor, torch.Tensor> module)
            {
                register_module(name, (torch.nn.Module)module);
                _modules.Add(module);
                return this;
            }

            public Sequential append(torch.nn.IModule<torch.Tensor, torch.Tensor> module) =>
                append(_modules.Count.ToString(System.Globalization.CultureInfo.InvariantCulture), module);

            /// <remarks>What passes from one module to the next is disposed as soon as it is used.</remarks>
            public override torch.Tensor forward(torch.Tensor input)
            {
                if (_modules.Count == 0)
                    return input.alias();
                var result = _modules[0].call(input);
                for (var i = 1; i < _modules.Count; i++)
                {
                    var next = _modules[i].call(result);
                    result.Dispose();
                    result = next;
                }

                return result;
            }

            protected override void RegisterComponents()
            {
                // The list is registered already, entry by entry.
            }
        }
    }
}
