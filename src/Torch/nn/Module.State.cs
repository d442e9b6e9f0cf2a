using TorchSharp.Serialization;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>The parameters and persistent buffers by name; the tensors themselves, not copies.</summary>
            public virtual Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
            {
                destination ??= [];
                var before = string.IsNullOrEmpty(prefix) ? "" : prefix + ".";
                foreach (var (key, parameter) in named_parameters())
                    destination.TryAdd(before + key, parameter);
                foreach (var (key, buffer) in named_buffers(include_nonpersistent: false))
                    destination.TryAdd(before + key, buffer);
                return destination;
            }

            /// <exception cref="InvalidOperationException">The names differ, and <paramref name="strict"/> asks for the same ones.</exception>
            public virtual (IList<string> missing_keys, IList<string> unexpected_keyes) load_state_dict(Dictionary<string, Tensor> source, bool strict = true, IList<string>? skip = null)
            {
                var destination = state_dict();
                IList<string> missing = [.. destination.Keys.Where(key => !source.ContainsKey(key) && !Skips(skip, key))];
                IList<string> unexpected = [.. source.Keys.Where(key => !destination.ContainsKey(key) && !Skips(skip, key))];
                if (strict && missing.Count + unexpected.Count > 0)
                    throw new InvalidOperationException("The loaded state_dict is not identical to the target dictionary.");
                using var guard = no_grad();
                foreach (var (key, tensor) in source)
                {
                    if (!Skips(skip, key) && destination.TryGetValue(key, out var target))
                        Native.Operators.CopyInPlace.Invoke(target, tensor);
                }
                return (missing, unexpected);
            }

            public Module save(string location, IList<string>? skip = null)
            {
                using var stream = File.Create(location);
                return save(stream, skip);
            }

            public Module save(Stream stream, IList<string>? skip = null)
            {
                using var writer = new BinaryWriter(stream);
                return save(writer, skip);
            }

            public Module save(BinaryWriter writer, IList<string>? skip = null)
            {
                save_state_dict(writer, state_dict(), skip);
                return this;
            }

            public static void save_state_dict(BinaryWriter writer, Dictionary<string, Tensor> sd, IList<string>? skip = null)
            {
                KeyValuePair<string, Tensor>[] entries = [.. sd.Where(entry => !Skips(skip, entry.Key))];
                writer.Encode(entries.Length);
                foreach (var (key, tensor) in entries)
                {
                    writer.Write(key);
                    TensorSerialization.Write(tensor, writer);
                }
            }

            public virtual Module load(string location, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null)
            {
                using var stream = File.OpenRead(location);
                return load(stream, strict, skip, loadedParameters);
            }

            public Module load(Stream stream, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null)
            {
                using var reader = new BinaryReader(stream);
                return load(reader, strict, skip, loadedParameters);
            }

            /// <exception cref="ArgumentException">What is read does not fit the module, and <paramref name="strict"/> asks for that; or a type or shape differs.</exception>
            public virtual Module load(BinaryReader reader, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null)
            {
                var destination = state_dict();
                var count = reader.Decode();
                if (strict && count != destination.Count)
                    throw new ArgumentException($"Mismatched state_dict sizes: expected {destination.Count}, but found {count} entries.");
                for (long i = 0; i < count; i++)
                    Load(reader, destination, strict, skip, loadedParameters);
                return this;
            }

            private static void Load(BinaryReader reader, Dictionary<string, Tensor> destination, bool strict, IList<string>? skip, Dictionary<string, bool>? loaded)
            {
                var key = reader.ReadString();
                var found = destination.TryGetValue(key, out var tensor);
                if (strict && !found)
                    throw new ArgumentException($"Mismatched module state names: the target modules does not have a submodule or buffer named '{key}'");
                if (found && !Skips(skip, key))
                    TensorSerialization.ReadInto(tensor!, reader);
                else
                    TensorSerialization.Skip(reader);
                loaded?.TryAdd(key, found);
            }

            private static bool Skips(IList<string>? skip, string key) => skip is not null && skip.Contains(key);
        }
    }
}
