namespace TorchSharp;

public static partial class torch
{
    /// <summary>Where a tensor lives: a kind of device and its index, -1 for the one that there is.</summary>
    public sealed class Device
    {
        /// <param name="description">A type, or a type and an index: <c>cpu</c>, <c>cuda</c>, <c>cuda:1</c>.</param>
        /// <exception cref="ArgumentException">The text names no device.</exception>
        public Device(string description)
        {
            var parts = description.Split(':');
            type = Parse(parts[0], description);
            index = DefaultIndex(type, -1);
            if (parts.Length == 1)
                return;
            if (parts.Length > 2 || !int.TryParse(parts[1], out var given) || given < 0)
                throw new ArgumentException($"'{description}' names no device; expected a type, or a type and an index such as cuda:0.");
            index = type == DeviceType.CUDA ? given : -1;
        }

        public Device(string deviceType, int index = -1)
        {
            type = Parse(deviceType, deviceType);
            this.index = DefaultIndex(type, index);
        }

        public Device(DeviceType deviceType, int index = -1)
        {
            type = deviceType;
            this.index = DefaultIndex(type, index);
        }

        public Device(int index)
        {
            type = DeviceType.CUDA;
            this.index = index;
        }

        public DeviceType type { get; }

        public int index { get; }

        public static implicit operator Device(string description) => new(description);

        public override string ToString() => type == DeviceType.CPU || index == -1 ? Name(type) : $"{Name(type)}:{index}";

        private static int DefaultIndex(DeviceType type, int index) => type == DeviceType.CUDA && index == -1 ? 0 : type == DeviceType.CPU ? -1 : index;

        private static string Name(DeviceType type) => Enum.GetName(type)!.ToLowerInvariant();

        private static DeviceType Parse(string name, string description) =>
            Enum.TryParse<DeviceType>(name, ignoreCase: true, out var type) && !char.IsAsciiDigit(name[0])
                ? type
                : throw new ArgumentException($"'{description}' names no device; known types are cpu, cuda, mps and meta.");
    }
}
