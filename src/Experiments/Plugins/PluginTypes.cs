using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SweepRunner.Experiments.Plugins;

/// <summary>Finds the networks and data sets of an assembly.</summary>
internal sealed partial class PluginTypes
{
    private readonly Plugin _plugin;
    private readonly List<string> _faults = [];
    private readonly List<PluginNetwork> _networks = [];
    private readonly List<PluginDataset> _datasets = [];

    private PluginTypes(Plugin plugin) => _plugin = plugin;

    /// <exception cref="PluginException">A network or data set cannot be used, or there is none.</exception>
    /// <exception cref="ReflectionTypeLoadException">A type cannot be loaded.</exception>
    public static (IReadOnlyList<PluginNetwork> Networks, IReadOnlyList<PluginDataset> Datasets) Find(
        Assembly assembly, Plugin plugin)
    {
        var types = new PluginTypes(plugin);
        foreach (var type in assembly.GetTypes().Where(type => !type.IsAbstract))
            types.Add(type);
        return types.Found();
    }

    private (IReadOnlyList<PluginNetwork> Networks, IReadOnlyList<PluginDataset> Datasets) Found()
    {
        Refuse(_networks.CountBy(each => each.Name), "network");
        Refuse(_datasets.CountBy(each => each.Name), "data set");
        if (_networks.Count + _datasets.Count + _faults.Count == 0)
            _faults.Add($"It has no network and no data set: a public type that implements {nameof(INetwork)} or "
                + $"{nameof(IDataset)}, or a module with a public constructor from a record of options.");
        return _faults.Count == 0 ? (_networks, _datasets) : throw PluginException.Unusable(_plugin.File, _faults);

        void Refuse(IEnumerable<KeyValuePair<string, int>> names, string noun) => _faults.AddRange(
            names.Where(each => each.Value > 1)
                .Select(each => $"The name '{each.Key}' stands for {each.Value} of its {noun}s; give one a [Case]."));
    }

    private void Add(Type type)
    {
        if (type.IsAssignableTo(typeof(INetwork)))
            AddNetwork(type, type, (options, input, classes) => ((INetwork)options).Create(input, classes));
        else if (type.IsAssignableTo(typeof(nn.Module<Tensor, Tensor>)))
            AddModule(type);
        if (type.IsAssignableTo(typeof(IDataset)))
            AddDataset(type);
    }

    // Other modules are parts of networks.
    private void AddModule(Type type)
    {
        if (!type.IsVisible || type.ContainsGenericParameters)
            return;
        var constructors = type.GetConstructors()
            .Select(ModuleConstructor.TryCreate)
            .OfType<ModuleConstructor>()
            .ToList();
        if (constructors.Count > 1)
            _faults.Add($"{type.Name} has {constructors.Count} public constructors that take options; keep one.");
        else if (constructors is [var constructor])
            AddNetwork(type, constructor.Options, constructor.Create);
    }

    private void AddNetwork(
        Type type, Type optionsType, Func<object, ImageShape, int, nn.Module<Tensor, Tensor>> create)
    {
        if (TryRead(type, optionsType, []) is not var (name, options, shape))
            return;
        _networks.Add(new PluginNetwork(
            name, shape, _plugin, (json, input, classes) => create(options.Create(json), input, classes)));
    }

    private void AddDataset(Type type)
    {
        var reserved = typeof(DataConfig).GetProperties()
            .Select(each => JsonNamingPolicy.CamelCase.ConvertName(each.Name));
        if (TryRead(type, type, reserved) is not var (name, options, shape))
            return;
        _datasets.Add(new PluginDataset(name, shape, _plugin, json => (IDataset)options.Create(json)));
    }

    // Null after a fault.
    private (string Name, PluginOptions Options, ObjectShape Shape)? TryRead(
        Type type, Type optionsType, IEnumerable<string> reserved)
    {
        try
        {
            if (!type.IsVisible)
                throw new NotSupportedException($"{type.Name} is not public; make it public.");
            if (type.ContainsGenericParameters)
                throw new NotSupportedException(
                    $"{type.Name.Split('`')[0]} is generic; a sweep file names no type arguments.");
            var options = new PluginOptions(optionsType);
            var shape = options.Shape();
            if (shape.Keys.FirstOrDefault(key => reserved.Concat(["name", "sha256"]).Contains(key.Name)) is { } key)
                throw new NotSupportedException(
                    $"The option '{key.Name}' of {type.Name} is a key of every sweep file; give it another name.");
            return (NameOf(type), options, shape);
        }
        catch (NotSupportedException exception)
        {
            _faults.Add(exception.Message);
        }
        catch (InsufficientExecutionStackException)
        {
            _faults.Add($"The options of {type.Name} contain themselves.");
        }
        // The code of the user's constructors and properties can throw anything.
        catch (Exception exception)
        {
            _faults.Add($"The options of {type.Name} cannot be read: {PluginException.Describe(exception)}");
        }

        return null;
    }

    private static string NameOf(Type type)
    {
        var name = type.GetCustomAttribute<CaseAttribute>()?.Name
            ?? JsonNamingPolicy.KebabCaseLower.ConvertName(type.Name);
        return KebabCase().IsMatch(name)
            ? name
            : throw new NotSupportedException(
                $"'{name}' is not a name for {type.Name}; allowed: lower-case letters, digits and single hyphens.");
    }

    [GeneratedRegex(@"\A[a-z0-9]+(-[a-z0-9]+)*\z")]
    private static partial Regex KebabCase();

    /// <summary>A constructor of a module that takes a record of options and, by type, the shape of the images
    /// (<see cref="ImageShape"/>) and the number of classes (<see cref="int"/>), in any order.</summary>
    private sealed record ModuleConstructor(ConstructorInfo Constructor, Type Options)
    {
        public static ModuleConstructor? TryCreate(ConstructorInfo constructor)
        {
            var types = constructor.GetParameters().Select(each => each.ParameterType).ToList();
            return types.Distinct().Count() == types.Count
                && types.Except([typeof(ImageShape), typeof(int)]).ToList() is [var options]
                && IsRecord(options)
                ? new ModuleConstructor(constructor, options)
                : null;
        }

        public nn.Module<Tensor, Tensor> Create(object options, ImageShape input, int classes)
        {
            var arguments = Constructor.GetParameters().Select(each =>
                each.ParameterType == typeof(ImageShape) ? input
                : each.ParameterType == typeof(int) ? classes
                : options);
            return (nn.Module<Tensor, Tensor>)Constructor.Invoke(
                BindingFlags.DoNotWrapExceptions, null, [.. arguments], null);
        }

        // The compiler gives every record class this method.
        private static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null;
    }
}
