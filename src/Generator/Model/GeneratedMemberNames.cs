using System.Collections.Generic;
using System.Linq;

namespace FusedOpt.Generator.Model;

/// <summary>The names of the members that an optimized type gains.</summary>
internal static class GeneratedMemberNames
{
    public const string Gradients = "Gradients";
    public const string GradientsType = "ParameterGradients";
    public const string LearningRate = "LearningRate";
    public const string StepCount = "StepCount";
    public const string Step = "Step";
    public const string StepAndZeroGradients = "StepAndZeroGradients";
    public const string ZeroGradients = "ZeroGradients";

    public const string IsTraining = "IsTraining";
    public const string Train = "Train";
    public const string Evaluate = "Evaluate";

    public const string MaxGradientNorm = "MaxGradientNorm";
    public const string GradientNorm = "GradientNorm";
    public const string SkippedSteps = "SkippedSteps";
    public const string LossScale = "LossScale";
    public const string IsLossScaleExhausted = "IsLossScaleExhausted";
    public const string MicroBatch = "MicroBatch";

    /// <summary>The member of a class that prunes parameters.</summary>
    public const string Sparsity = "Sparsity";

    public const string ParameterSpan = "ParameterSpan";
    public const string GradientSpan = "GradientSpan";

    /// <summary>The method of a class that owns memory, unless the user has a method of that name.</summary>
    public const string Dispose = "Dispose";

    // The hooks begin with a word that no user's member begins with.
    public const string CreateGradients = "FusedOptCreateGradients";
    public const string PrepareStep = "FusedOptPrepare";
    public const string MeasureGradients = "FusedOptMeasure";
    public const string ApplyStep = "FusedOptApply";
    public const string VisitParameters = "FusedOptVisit";
    public const string StepLearningRate = "FusedOptStepLearningRate";

    public const string AcceptParameters = "AcceptParameters";
    public const string TakeStep = "TakeStep";
    public const string MakeState = "MakeState";
    public const string BeginState = "BeginState";
    public const string ChoosePruned = "ChoosePruned";
    public const string Refused = "Refused";

    /// <summary>The constant that tells the analyzer why the generator has failed.</summary>
    public const string Failure = "GeneratorFailure";

    public const string AssignParameters = "AssignParameters";

    /// <summary>The method of a record's gradients that tells whose they are. The name gives way to a parameter of that name.</summary>
    public const string IsOf = "IsOf";

    /// <summary>The members of a class whose rule moves parameters to where they are evaluated, or whose submodels may do so.</summary>
    public static readonly string[] Modes = [IsTraining, Train, Evaluate];

    /// <summary>Returns the members of a class with guarded gradients.</summary>
    public static IEnumerable<string> Guard(GuardModel? guard, bool isOpen) => guard is null ? [] :
    [
        .. guard.Clips ? new[] { MaxGradientNorm, GradientNorm } : [],
        .. guard.Skips ? new[] { SkippedSteps } : [],
        .. guard.LossScale > 0 ? new[] { LossScale, IsLossScaleExhausted } : [],
        .. guard.Waits ? new[] { MicroBatch } : [],
        .. isOpen ? new[] { MeasureGradients } : [],
    ];

    /// <summary>
    /// The members that an optimized class overrides if it derives from another optimized class; private if no class can derive from it.
    /// </summary>
    public static readonly string[] Hooks = [CreateGradients, PrepareStep, ApplyStep, VisitParameters, StepLearningRate];

    /// <summary>The names that private members begin with. Such a name gives way to a name of the user's.</summary>
    public static readonly string[] Private =
    [
        "_", .. Hooks,
        MeasureGradients, AcceptParameters, TakeStep, MakeState, BeginState, ChoosePruned, Refused, Failure, AssignParameters, "Begin",
        "Obsolete",
    ];

    /// <summary>The members that are methods or types; all other members are properties, which have accessors.</summary>
    public static readonly string[] Methods =
    [
        GradientsType, Step, StepAndZeroGradients, ZeroGradients, Train, Evaluate,
        CreateGradients, PrepareStep, ApplyStep, VisitParameters, MeasureGradients,
    ];

    /// <summary>Returns the name that stands for the user's own implementation of a member of the interface.</summary>
    /// <param name="member">The name of the member.</param>
    /// <param name="parameters">The number of the member's parameters.</param>
    public static string Implementation(string member, int parameters) =>
        System.FormattableString.Invariant($"IOptimizable.{member}({parameters})");

    /// <summary>All members that a type can gain and that others can see.</summary>
    public static readonly string[] All =
    [
        .. Members(isOpen: true, ownsMemory: true), .. Modes,
        MaxGradientNorm, GradientNorm, SkippedSteps, LossScale, IsLossScaleExhausted, MicroBatch, MeasureGradients, Sparsity, Dispose,
    ];

    /// <summary>Returns true if a name differs from the name of a generated member by its case alone.</summary>
    public static bool IsLike(string name) => All.Any(n => n != name && string.Equals(n, name, System.StringComparison.OrdinalIgnoreCase));

    /// <summary>Returns the members that the user must not have.</summary>
    public static IEnumerable<string> Members(bool isOpen, bool ownsMemory) =>
        new[] { Gradients, GradientsType, LearningRate, StepCount, Step, StepAndZeroGradients, ZeroGradients }
            .Concat(isOpen ? Hooks : [])
            .Concat(ownsMemory ? [ParameterSpan, GradientSpan] : []);
}
