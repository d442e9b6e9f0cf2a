using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A source of random numbers; the default one of a device feeds every draw that is given none.</summary>
    public class Generator : IDisposable
    {
        private nint handle;

        public unsafe Generator(ulong seed = 0, Device? device = null)
        {
            this.device = InitializeDevice(device);
            nint created;
            NativeMethods.Check(NativeMethods.sweep_generator_new(Argument.Pack(this.device), seed, &created));
            handle = created;
        }

        private Generator(nint handle, Device device)
        {
            this.handle = handle;
            this.device = device;
        }

        ~Generator() => Dispose(false);

        public static unsafe Generator Default
        {
            get
            {
                nint found;
                NativeMethods.Check(NativeMethods.sweep_generator_default(Argument.Pack(CPU), &found));
                return new Generator(found, CPU);
            }
        }

        public IntPtr Handle => handle != 0 ? handle : throw new ObjectDisposedException(nameof(Generator));

        public Device device { get; }

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        public unsafe Tensor get_state()
        {
            nint state;
            NativeMethods.Check(NativeMethods.sweep_generator_state(Handle, &state));
            return new Tensor(state);
        }

        public void set_state(Tensor value) => NativeMethods.Check(NativeMethods.sweep_generator_set_state(Handle, value.Handle));

        public Generator manual_seed(long seed)
        {
            NativeMethods.Check(NativeMethods.sweep_generator_set_seed(Handle, (ulong)seed));
            return this;
        }

        /// <summary>Draws a seed from the machine, and uses it.</summary>
        public long seed() => ReadSeed(fresh: true);

        public long initial_seed() => ReadSeed(fresh: false);

        protected virtual void Dispose(bool disposing)
        {
            if (handle == 0)
                return;
            NativeMethods.sweep_generator_free(handle);
            handle = 0;
        }

        private unsafe long ReadSeed(bool fresh)
        {
            ulong seed;
            NativeMethods.Check(NativeMethods.sweep_generator_seed(Handle, fresh ? 1 : 0, &seed));
            return (long)seed;
        }
    }

    /// <summary>Seeds the default generators of all devices.</summary>
    public static Generator manual_seed(long seed)
    {
        NativeMethods.Check(NativeMethods.sweep_seed_all((ulong)seed));
        return Generator.Default;
    }

    public static Tensor get_rng_state()
    {
        using var generator = Generator.Default;
        return generator.get_state();
    }

    public static void set_rng_state(Tensor new_state)
    {
        using var generator = Generator.Default;
        generator.set_state(new_state);
    }

    public static class random
    {
        public static Tensor get_rng_state() => torch.get_rng_state();

        public static void set_rng_state(Tensor new_state) => torch.set_rng_state(new_state);

        public static Generator manual_seed(long seed) => torch.manual_seed(seed);

        public static long initial_seed()
        {
            using var generator = Generator.Default;
            return generator.initial_seed();
        }

        public static long seed()
        {
            using var generator = Generator.Default;
            return generator.seed();
        }
    }
}
