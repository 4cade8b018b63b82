using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace FusedOpt.Numerics.Tests.Infrastructure;

/// <summary>A class that is tested, with what its attributes say.</summary>
internal sealed partial class Variant
{
    private Variant(Type type, Func<int, IOptimizable> create, MemberInfo? member = null)
    {
        Create = create;
        Name = type.Name;
        object rule = type.GetCustomAttributesData()
            .Single(a => a.AttributeType == typeof(OptimizeAttribute)).ConstructorArguments[0].Value!;
        Rule = rule as Type ?? typeof(IOptimizable).Assembly.GetType($"FusedOpt.Rules.{(Optimizer)rule}Rule", throwOnError: true)!;
        Dictionary<string, object> hyperparameters = Set(type)
            .Where(a => a.Name is not ("statePrecision" or "stateSeed" or "noiseSeed"))
            .ToDictionary(a => a.Name, a => a.Value);
        foreach ((string name, object value) in member is null ? [] : Set(member)
            .Where(a => a.Name is not ("learningRateScale" or "learningRate")))
            hyperparameters[name] = value;
        Hyperparameters = hyperparameters;
        Seed = Set(type).Where(a => a.Name == "stateSeed").Select(a => (long)a.Value).SingleOrDefault();
        NoiseSeed = Set(type).Where(a => a.Name == "noiseSeed").Select(a => (long)a.Value).SingleOrDefault();
        Stages =
        [
            .. type.GetCustomAttributesData()
                .Where(a => a.AttributeType == typeof(TransformAttribute) || a.AttributeType == typeof(AverageAttribute))
                .Select(a => new Variant(a, type, member)),
        ];
    }

    private Variant(CustomAttributeData use, Type type, MemberInfo? member)
    {
        Rule = (Type)use.ConstructorArguments[0].Value!;
        (Create, Name, Stages) = (_ => throw new NotSupportedException(Rule.Name), Rule.Name, []);
        Dictionary<string, object> hyperparameters = use.NamedArguments.ToDictionary(a => Camel(a.MemberName), a => a.TypedValue.Value!);
        foreach ((string name, object value) in Set(type, Rule).Concat(member is null ? [] : Set(member, Rule)))
            hyperparameters[name] = value;
        Hyperparameters = hyperparameters;
    }

    /// <summary>A class as one of its members sees it: with the hyperparameters that are set for the member.</summary>
    public static Variant Of(Type type, MemberInfo member) =>
        Known.GetOrAdd(member, static (member, type) => new(type, _ => throw new NotSupportedException(type.Name), member), type);

    /// <summary>Returns the hyperparameters that the attributes of a class or a member set, by their names in the rule.</summary>
    /// <param name="member">The class or member.</param>
    /// <param name="stage">The stage for which they are set; null for the rule.</param>
    public static IEnumerable<(string Name, object Value)> Set(MemberInfo member, Type? stage = null) => member.GetCustomAttributesData()
        .SelectMany(a => a.AttributeType == typeof(HyperparameterAttribute)
            ? (a.NamedArguments.Select(n => n.TypedValue.Value).FirstOrDefault() as Type) == stage
                ? [((string)a.ConstructorArguments[0].Value!, a.ConstructorArguments[1].Value!)]
                : []
            : stage is null && a.AttributeType.IsSubclassOf(typeof(HyperparametersAttribute))
                ? a.NamedArguments.Select(n => (n.MemberName, n.TypedValue.Value!))
                : [])
        .Select(a => (Camel(a.Item1), a.Item2));

    /// <summary>Returns the variant without some of its stages, for controls.</summary>
    public Variant Less(bool transforms, bool averages) =>
        transforms || averages ? new(this) { Stages = [.. Stages.Where(s => !(s.IsTransform ? transforms : averages))] } : this;

    private Variant(Variant whole) =>
        (Name, Create, Rule, Seed, NoiseSeed, Stages, Hyperparameters) = (whole.Name,
            whole.Create,
            whole.Rule,
            whole.Seed,
            whole.NoiseSeed,
            whole.Stages,
            whole.Hyperparameters);

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static readonly ConcurrentDictionary<MemberInfo, Variant> Known = new();

    public string Name { get; }

    public Func<int, IOptimizable> Create { get; }

    /// <summary>The class of the rule, or of the stage.</summary>
    public Type Rule { get; }

    /// <summary>The seed of random rounding.</summary>
    public long Seed { get; }

    /// <summary>The seed of the random numbers that the rule and what goes around it draw.</summary>
    public long NoiseSeed { get; }

    /// <summary>The stages around the rule, in the order of their attributes.</summary>
    public IReadOnlyList<Variant> Stages { get; private init; }

    /// <summary>True for a stage before the rule.</summary>
    public bool IsTransform => Method.Name == "Transform";

    /// <summary>The hyperparameters that the attributes set, by their names in the rule.</summary>
    public IReadOnlyDictionary<string, object> Hyperparameters { get; }

    /// <summary>Returns the value of a hyperparameter in this class: the value that its attributes set, or the rule's default.</summary>
    public T Value<T>(string hyperparameter) =>
        (T)(Hyperparameters.TryGetValue(hyperparameter, out object? value)
            ? value
            : Method.GetParameters().Single(p => p.Name == hyperparameter).DefaultValue!);

    /// <summary>The rule as it runs over floats: its own method, or its text where elements have to do with each other.</summary>
    public MethodInfo Update => Reduces ? RuleSource.Compile(RuleSource.Of(Rule)) : Method;

    /// <summary>The unit for which each state of the rule has one value.</summary>
    public IReadOnlyDictionary<string, Scope> Scopes => Method.GetParameters().Skip(1).Where(p => p.ParameterType.IsByRef).ToDictionary(
        p => p.Name!,
        p => p.ParameterType == typeof(double).MakeByRefType()
            ? Scope.Parameter
            : (Scope)(p.GetCustomAttribute<StateAttribute>()?.Per ?? Per.Element));

    /// <summary>True if elements depend on each other.</summary>
    public bool Reduces => RuleSource.Reduces(RuleSource.Of(Rule));

    private MethodInfo Method => RuleSource.Methods.Select(m => Rule.GetMethod(m)).First(m => m is not null)!;
}
