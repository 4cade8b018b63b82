using System;
using System.Collections.Generic;
using System.Text.Json.Serialization;
using FusedOpt.Averages;
using FusedOpt.Schedules;

namespace FusedOpt.Numerics.Tests.Models;

/// <summary>A class that can be copied field by field, as a base class and by itself.</summary>
[Optimize(Optimizer.Adam)]
internal partial class Cloneable
{
    public float Bias = 1;
    public float[] Weights = [1, 2, 3];
    public Half[][] Rows = [[(Half)1], [(Half)2, (Half)3]];

    public Cloneable Clone() => (Cloneable)MemberwiseClone();
}

[Optimize(Optimizer.Sgd, Momentum = 0.9)]
internal sealed partial class CloneableDerived : Cloneable
{
    [Parameter(2, 3)] public partial Span<double> Owned { get; }
    public List<CloneablePart> Parts = [new(), new()];
}

[Optimize(Optimizer.Adam)]
internal sealed partial class CloneablePart
{
    [Parameter(5)] public partial Span<float> Owned { get; }
    [Parameter] public partial float Scale { get; set; }

    public CloneablePart Clone() => (CloneablePart)MemberwiseClone();
}

[Optimize(Optimizer.Adam)]
internal partial struct CopiedLine
{
    public float Slope;
}

/// <summary>Every public member that a class can gain, beside data of its own.</summary>
[Optimize(
    Optimizer.AdamW), Average(typeof(Ema)), Prune(Sparsity = 0.5), GuardGradients(MaxNorm = 2,
    SkipNonFinite = true,
    LossScale = 8,
    MicroBatches = 2)]
internal sealed partial class Saved
{
    public float[] Weights = [1, 2, 3];
    [JsonIgnore] public float[,] Table = new float[2, 2];
    [Parameter(4)] public partial Span<float> Owned { get; }
    [Parameter(4)] [JsonIgnore] public partial Span<float> Hidden { get; }
    [Parameter] public partial float Scale { get; set; }
    [Frozen] public string Name { get; set; } = "";
}

[Optimize(Optimizer.Adam), Schedule(nameof(Rate))]
internal sealed partial class SavedScheduled
{
    [JsonIgnore] public ISchedule Rate { get; } = new Linear(1, 0, 10);
    public float Weight = 5;
}

/// <summary>Source generators do not see each other's code: of the class, this one sees its own members alone.</summary>
[JsonSourceGenerationOptions(IncludeFields = true)]
[JsonSerializable(typeof(Cloneable))]
[JsonSerializable(typeof(CopiedLine))]
internal sealed partial class SavedContext : JsonSerializerContext;

[Optimize(Optimizer.Sgd, LearningRate = 0.5), Average(typeof(Ema), Decay = 0.5)]
internal sealed partial class AveragedByEma
{
    public float[] Weights = [1, 2];
}

[Optimize(Optimizer.Sgd)]
internal sealed partial class Outer
{
    public Cloneable? Part;
    public float Own;
}
