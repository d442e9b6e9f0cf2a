namespace TorchSharp.Native;

internal static partial class Operators
{
    internal static readonly Operator Empty = new("empty.memory_format");
    internal static readonly Operator Zeros = new("zeros");
    internal static readonly Operator Ones = new("ones");
    internal static readonly Operator Full = new("full");
    internal static readonly Operator Rand = new("rand");
    internal static readonly Operator RandGenerator = new("rand.generator");
    internal static readonly Operator RandN = new("randn");
    internal static readonly Operator RandNGenerator = new("randn.generator");
    internal static readonly Operator RandInt = new("randint.low");
    internal static readonly Operator RandIntGenerator = new("randint.low_generator");
    internal static readonly Operator RandPerm = new("randperm");
    internal static readonly Operator RandPermGenerator = new("randperm.generator");
    internal static readonly Operator ARange = new("arange.start_step");
    internal static readonly Operator LinSpace = new("linspace");
    internal static readonly Operator EmptyLike = new("empty_like");
    internal static readonly Operator ZerosLike = new("zeros_like");
    internal static readonly Operator OnesLike = new("ones_like");
    internal static readonly Operator FullLike = new("full_like");
    internal static readonly Operator RandLike = new("rand_like");
    internal static readonly Operator RandNLike = new("randn_like");
    internal static readonly Operator NormalInPlace = new("normal_");
    internal static readonly Operator UniformInPlace = new("uniform_");
    internal static readonly Operator BernoulliInPlace = new("bernoulli_.float");
    internal static readonly Operator Bernoulli = new("bernoulli");
    internal static readonly Operator Multinomial = new("multinomial");
    internal static readonly Operator Eye = new("eye.m");
}
