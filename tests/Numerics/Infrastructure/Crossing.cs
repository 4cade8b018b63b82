using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using FusedOpt.Schedules;

namespace FusedOpt.Numerics.Tests.Infrastructure;

/// <summary>A combination of the things around a rule: a class, and the way in which it is stepped.</summary>
/// <param name="Type">The class.</param>
/// <param name="Create">Makes a model whose matrix, if it is a field, has as many rows.</param>
/// <param name="Clears">True if steps clear the gradients.</param>
/// <param name="Threads">The number of threads that may take part.</param>
internal sealed record Crossing(Type Type, Func<int, Crossing.Stepping> Create, bool Clears, int Threads)
{
    /// <summary>The schedule of the classes that name one.</summary>
    public static readonly ISchedule Rate = new Exponential(0.02, 0.7);

    /// <summary>Everything that is crossed, with its values.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Factors = new Dictionary<string, string[]>
    {
        ["Rule"] = ["AdamW", "Sgd", "Adagrad", "Lamb", "Adafactor", "ScheduleFreeAdamW"],
        ["Transforms"] = ["", "ClipByValue", "ClipByNorm", "Centralize, AdaptiveClip", "GradientNoise"],
        ["Average"] = ["", "Ema", "Lookahead"],
        ["Guard"] = ["", "MaxNorm", "MaxNorm, Norm, SkipNonFinite", "LossScale, GrowthInterval", "MaxNorm, MicroBatches"],
        ["Prune"] = ["", "Model", "Tensor"],
        ["Sum"] = ["one", "three"],
        ["State"] = ["Full", "BFloat16", "Block8"],
        ["Schedule"] = ["", "named"],
        ["Kind"] = ["Single", "Double", "Half", "Single, owned", "Double, owned"],
        ["Gradients"] = ["kept", "cleared"],
        ["Threads"] = ["1", "3"],
    };

    /// <summary>The pairs that a diagnostic refuses: a class that has both does not compile.</summary>
    public static readonly IReadOnlyList<(string Id, Func<string, bool> One, Func<string, bool> Other)> Refused =
    [
        ("FOPT0019", v => v == "Rule=ScheduleFreeAdamW", v => v is "Average=Ema" or "Average=Lookahead"),
        ("FOPT0023", v => v is "Prune=Model" or "Prune=Tensor", v => v is "State=BFloat16" or "State=Block8"),
    ];

    /// <summary>The value of each factor, as the class's attributes and members say.</summary>
    public IReadOnlyList<string> Values
    {
        get
        {
            string Names<T>() => string.Join(", ", All<T>().Select(a => ((Type)a.ConstructorArguments[0].Value!).Name));
            string Arguments<T>() => string.Join(", ", All<T>().SelectMany(a => a.NamedArguments).Select(a => a.MemberName));
            MemberInfo matrix = Type.GetMember("Matrix").Single();
            Type element = ((FieldInfo)Type.GetMember("Vector").Single()).FieldType.GetElementType()!;
            CustomAttributeData optimize = All<OptimizeAttribute>().Single();
            string[] values =
            [
                ((Optimizer)optimize.ConstructorArguments[0].Value!).ToString(),
                Names<TransformAttribute>(),
                Names<AverageAttribute>(),
                Arguments<GuardGradientsAttribute>(),
                All<PruneAttribute>().Any() ? Named<PruneAttribute, PruneScope>("Scope").ToString() : "",
                All<SumGradientsAttribute>().Any() ? "three" : "one",
                Named<OptimizeAttribute, StatePrecision>("StatePrecision").ToString(),
                All<ScheduleAttribute>().Any() ? "named" : "",
                element.Name + (matrix is PropertyInfo ? ", owned" : ""),
                Clears ? "cleared" : "kept",
                $"{Threads}",
            ];
            return [.. Factors.Keys.Zip(values, (factor, value) => $"{factor}={value}")];
        }
    }

    /// <summary>True if anything measures the gradient of a parameter or of all.</summary>
    public bool MeasuresGradients =>
        Arguments("Guard").Length > 0
            || Arguments("Transforms") is "ClipByNorm" or "Centralize, AdaptiveClip"
            || Arguments("Rule") is "Lamb" or "Adafactor";

    /// <summary>Returns the value of a factor.</summary>
    public string Arguments(string factor) =>
        Values.Single(v => v.StartsWith(factor + "=", StringComparison.Ordinal))[(factor.Length + 1)..];

    /// <summary>Returns the named argument of an attribute, or its default.</summary>
    public T Named<TAttribute, T>(string name) =>
        All<TAttribute>().SelectMany(a => a.NamedArguments)
            .Where(a => a.MemberName == name)
            .Select(a => (T)a.TypedValue.Value!)
            .FirstOrDefault()!;

    /// <summary>Makes a combination that is stepped with the model's own gradients.</summary>
    public static Crossing Of<TModel>(Func<int, TModel> create, bool clears, int threads)
        where TModel : IOptimizable => new(
            typeof(TModel),
            rows =>
            {
                TModel model = create(rows);
                return new(model, [model], clears ? model.StepAndZeroGradients : model.Step);
            },
            clears,
            threads);

    /// <summary>Makes a combination that is stepped with the sum of the model's own gradients and those of two others.</summary>
    public static Crossing Summed<TModel, TGradients>(
        Func<int, TModel> create, Func<TModel, TGradients> gradientsOf, Action<TModel, TGradients[]> step,
        Action<TModel, TGradients[]> stepAndZero, bool clears, int threads)
        where TModel : IOptimizable => new(
            typeof(TModel),
            rows =>
            {
                TModel[] models = [create(rows), create(rows), create(rows)];
                return new(models[0], [.. models], () => (clears ? stepAndZero : step)(models[0], [.. models.Select(gradientsOf)]));
            },
            clears,
            threads);

    private IEnumerable<CustomAttributeData> All<T>() => Type.GetCustomAttributesData().Where(a => a.AttributeType == typeof(T));

    /// <summary>A model, those whose gradients its step takes, and the step.</summary>
    internal sealed record Stepping(IOptimizable Model, IReadOnlyList<IOptimizable> Gradients, Action Step);
}
