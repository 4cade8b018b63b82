using System;
using System.Collections.Generic;
using System.Linq;

namespace FusedOpt.Numerics.Tests.Infrastructure;

/// <summary>A change within one branch of the rules.</summary>
/// <param name="Original">The text of the branch.</param>
/// <param name="Changed">The text that takes its place.</param>
/// <param name="IsTaken">Returns true if a class takes the branch.</param>
internal sealed record Mutation(string Original, string Changed, Func<Variant, bool> IsTaken)
{
    /// <summary>Every branch that hyperparameters decide, both sides.</summary>
    public static readonly IReadOnlyList<Mutation> All =
    [
        new("gradient = -gradient", "gradient = 0.5f - gradient", v => v.Value<bool>("maximize")),
        new(
            "gradient += (float)weightDecay * parameter",
            "gradient -= (float)weightDecay * parameter",
            v => Decays(v) && !(Has(v, "decoupledWeightDecay") && v.Value<bool>("decoupledWeightDecay"))),
        new(
            "double shrinkage = 1 -",
            "double shrinkage = 2 -",
            v => Decays(v) && (!Has(v, "decoupledWeightDecay") || v.Value<bool>("decoupledWeightDecay"))),

        // Sgd
        new(
            "(float)share * gradient",
            "2f * (float)share * gradient",
            v => v.Rule.Name != nameof(Rules.SgdRule) || v.Value<double>("momentum") != 0),
        new("gradient + (float)momentum * momentumBuffer", "gradient - (float)momentum * momentumBuffer", v => v.Value<bool>("nesterov")),
        new(": momentumBuffer;", ": 2f * momentumBuffer;", v => !v.Value<bool>("nesterov") && v.Value<double>("momentum") != 0),

        // RmsProp
        new("meanSquare - gradAvg", "meanSquare + gradAvg", v => v.Value<bool>("centered")),
        new(
            "MathF.Sqrt(meanSquare + (float)epsilon)",
            "MathF.Sqrt(meanSquare + 2f * (float)epsilon)",
            v => v.Value<bool>("epsilonInsideSqrt")),
        new("MathF.Sqrt(meanSquare) +", "2f * MathF.Sqrt(meanSquare) +", v => !v.Value<bool>("epsilonInsideSqrt")),
        new("(float)learningRate * momentumBuffer", "2f * (float)learningRate * momentumBuffer", v => v.Value<double>("momentum") != 0),
        new(
            "(float)learningRate * gradient / denominator",
            "2f * (float)learningRate * gradient / denominator",
            v => v.Value<double>("momentum") == 0),

        // Adam and its like
        new("secondMoment = maxExpAvgSq", "secondMoment = 2f * maxExpAvgSq", v => v.Value<bool>("amsGrad")),
        new("1 - Math.Pow(beta1, step) : 1", "2 - Math.Pow(beta1, step) : 1", v => v.Value<bool>("biasCorrection")),
        new("1 - Math.Pow(beta1, step) : 1", "1 - Math.Pow(beta1, step) : 2", v => !v.Value<bool>("biasCorrection")),
        new("learningRate / (1 - Math.Pow(beta, step))", "learningRate / (2 - Math.Pow(beta, step))", v => v.Value<bool>("biasCorrection")),
        new(": learningRate;", ": 2 * learningRate;", v => !v.Value<bool>("biasCorrection")),
        new("Math.Min(warmBeta3, beta3) : beta3", "Math.Min(warmBeta3, beta3) / 2 : beta3", v => v.Value<long>("warmupSteps") > 0),
        new("Math.Min(warmBeta3, beta3) : beta3", "Math.Min(warmBeta3, beta3) : beta3 / 2", v => v.Value<long>("warmupSteps") == 0),
        new(
            "(float)(1 - learningRate * weightDecay)", "(float)(2 - learningRate * weightDecay)",
            v => Decays(v) && !v.Value<bool>("proximal")),
        new("(float)(1 / (1 + learningRate", "(float)(1 / (2 + learningRate", v => Decays(v) && v.Value<bool>("proximal")),

        new("(float)shrinkage * parameter - (float)eta", "(float)shrinkage * parameter - 2f * (float)eta", _ => true),

        // Lamb and Lars
        new("update += (float)weightDecay * parameter", "update -= (float)weightDecay * parameter", Decays),
        new(
            "(float)momentum * momentumBuffer + gradient",
            "(float)momentum * momentumBuffer - gradient",
            v => v.Value<double>("momentum") != 0),

        // Ftrl and ScheduleFreeAdamW
        new("? MathF.Sqrt(accumulator)", "? 2f * MathF.Sqrt(accumulator)", v => v.Value<double>("learningRatePower") == -0.5),
        new(": RuleMath.Pow(accumulator", ": 2f * RuleMath.Pow(accumulator", v => v.Value<double>("learningRatePower") != -0.5),
        new(
            "Math.Min(1, (double)step / (double)warmupSteps)",
            "Math.Min(1, (double)step / (2.0 * warmupSteps))",
            v => v.Value<long>("warmupSteps") > 0),

        // Adafactor
        new("? MachineEpsilon()", "? 2f + MachineEpsilon()", v => v.Value<double>("epsilon1") == 0),
        new(": (float)Math.Max(epsilon1, 1e-37)", ": 2f + (float)Math.Max(epsilon1, 1e-37)", v => v.Value<double>("epsilon1") != 0),

        // Rules that are not built in
        new("(float)limit) : velocity", "(float)limit) : 2f * velocity", v => !v.Value<bool>("clip")),
        new("(float)-limit), (float)limit)", "(float)-limit), 2f * (float)limit)", v => v.Value<bool>("clip")),
        new("bounded ? MathF.Min(size, 2f * peak) : size", "bounded ? size : size", v => v.Value<bool>("bounded")),
        new(
            "bounded ? MathF.Min(size, 2f * peak) : size",
            "bounded ? MathF.Min(size, 2f * peak) : 2f * size",
            v => !v.Value<bool>("bounded")),
        new("first = gradient;", "first = 2f * gradient;", v => v.Value<bool>("flip")),
        new("cold && flip", "cold && (flip || gradient > 0f)", v => !v.Value<bool>("flip")),
    ];

    /// <summary>Returns true if a rule has the branch.</summary>
    public bool IsIn(Variant variant) => RuleSource.Of(variant.Rule).Contains(Original, StringComparison.Ordinal);

    public string Apply(Variant variant) => RuleSource.Of(variant.Rule).Replace(Original, Changed, StringComparison.Ordinal);

    private static bool Decays(Variant variant) => variant.Value<double>("weightDecay") != 0;

    private static bool Has(Variant variant, string hyperparameter) =>
        variant.Rule.GetMethod("Update")!.GetParameters().Any(p => p.Name == hyperparameter);
}
