using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public interface ILearningRateController
        {
            double LearningRate { get; set; }

            double InitialLearningRate { get; set; }
        }

        /// <summary>Changes parameters after their gradients.</summary>
        public abstract class Optimizer : IDisposable
        {
            private protected Optimizer()
            {
            }

            ~Optimizer() => Dispose(false);

            public abstract IEnumerable<ILearningRateController> ParamGroups { get; }

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            /// <param name="closure">Computes the loss anew where it is given; the optimizer answers it.</param>
            public abstract Tensor? step(Func<Tensor>? closure = null);

            /// <summary>Fills the gradients that there are with zeros.</summary>
            public abstract void zero_grad();

            public abstract IEnumerable<Parameter> parameters();

            protected virtual void Dispose(bool disposing)
            {
            }
        }
    }
}
