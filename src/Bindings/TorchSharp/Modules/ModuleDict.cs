using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.ModuleDict<Module> ModuleDict(params (string, Module)[] modules) => ModuleDict<Module>(modules);

            public static Modules.ModuleDict<T> ModuleDict<T>(params (string, T)[] modules)
                where T : Module
            {
                var result = new Modules.ModuleDict<T>();
                foreach (var (name, module) in modules)
                    result.Add(name, module);
                return result;
            }
        }
    }

    namespace Modules
    {
        /// <summary>Modules by name, in the order in which they were added; registered when the module that holds them is.</summary>
        public class ModuleDict<T> : torch.nn.Module, IEnumerable<(string, T)>
            where T : torch.nn.Module
        {
            private readonly OrderedDictionary<string, T> _items = [];
            private bool _registered;

            public ModuleDict()
                : base("ModuleDict")
            {
            }

            public int Count => _items.Count;

            public ICollection<string> Keys => _items.Keys;

            public ICollection<T> Values => _items.Values;

            public T this[string key]
            {
                get => _items[key];
                set => _items[key] = value;
            }

            public void Add((string, T) item) => _items.Add(item.Item1, item.Item2);

            public void Add(string key, T value) => _items.Add(key, value);

            public bool Remove(string key) => _items.Remove(key);

            public bool ContainsKey(string key) => _items.ContainsKey(key);

            public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value) => _items.TryGetValue(key, out value);

            public void Clear() => _items.Clear();

            public void clear() => _items.Clear();

            public IEnumerable<string> keys() => _items.Keys;

            public IEnumerable<T> values() => _items.Values;

            public IEnumerator<(string, T)> items() => GetEnumerator();

            public IEnumerator<(string, T)> GetEnumerator()
            {
                foreach (var (key, value) in _items)
                    yield return (key, value);
            }

            IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

            protected override void RegisterComponents()
            {
                if (_registered)
                    return;
                foreach (var (key, module) in _items)
                    register_module(key, module);
                _registered = true;
            }
        }
    }
}
