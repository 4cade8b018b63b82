using System;
using System.Collections.Generic;
using System.Linq;

namespace FusedOpt.Runtime.Tests.Schedules.Infrastructure;

/// <summary>The formulas of other libraries and of papers, as they state them.</summary>
internal static class Peers
{
    /// <summary>optax: polynomial_schedule; with power 1, linear_schedule.</summary>
    public static double Polynomial(double init, double end, double power, long transitionSteps, long count)
    {
        double fraction = 1 - (double)Math.Clamp(count, 0, transitionSteps) / transitionSteps;
        return (init - end) * Math.Pow(fraction, power) + end;
    }

    /// <summary>optax: piecewise_constant_schedule.</summary>
    public static double PiecewiseConstant(double init, IEnumerable<(long Boundary, double Scale)> boundaries, long count) =>
        boundaries.Where(b => b.Boundary <= count).Aggregate(init, (rate, b) => rate * b.Scale);

    /// <summary>optax: exponential_decay.</summary>
    public static double ExponentialDecay(double init, long transitionSteps, double decayRate, bool staircase, double endValue, long count)
    {
        double power = (double)count / transitionSteps;
        double decayed = init * Math.Pow(decayRate, staircase ? Math.Floor(power) : power);
        return decayRate < 1 ? Math.Max(decayed, endValue) : Math.Min(decayed, endValue);
    }

    /// <summary>optax: cosine_decay_schedule with an exponent of 1.</summary>
    public static double CosineDecay(double init, long decaySteps, double alpha, long count) =>
        init * ((1 - alpha) * (0.5 * (1 + Math.Cos(Math.PI * Math.Min(count, decaySteps) / decaySteps))) + alpha);

    /// <summary>optax: warmup_cosine_decay_schedule, whose decaySteps include the warm-up.</summary>
    public static double WarmupCosineDecay(double init, double peak, long warmupSteps, long decaySteps, double end, long count) =>
        count < warmupSteps
        ? Polynomial(init, peak, 1, warmupSteps, count)
        : CosineDecay(peak, decaySteps - warmupSteps, end / peak, count - warmupSteps);

    /// <summary>PyTorch: CyclicLR, with m what its mode makes of the cycle and the step.</summary>
    public static double Cyclic(double low, double high, long up, long down, Func<double, long, double> m, long count)
    {
        double total = up + down, ratio = up / total;
        double cycle = Math.Floor(1 + count / total), x = 1 + count / total - cycle;
        double scale = x <= ratio ? x / ratio : (x - 1) / (ratio - 1);
        return low + (high - low) * Math.Max(0, scale) * m(cycle, count);
    }

    /// <summary>PyTorch: OneCycleLR with three phases.</summary>
    public static double OneCycleInThreePhases(
        double peak, long total, double pctStart, bool cosine, double divFactor, double finalDivFactor, long count)
    {
        double initial = peak / divFactor, last = initial / finalDivFactor, start = 0;
        (double End, double From, double To)[] phases =
        [
            (pctStart * total - 1, initial, peak),
            (2 * pctStart * total - 2, peak, initial),
            (total - 1, initial, last),
        ];
        foreach ((double end, double from, double to) in phases)
        {
            double share = (count - start) / (end - start);
            if (count <= end)
                return cosine ? to + (from - to) / 2 * (1 + Math.Cos(Math.PI * share)) : (to - from) * share + from;
            start = end;
        }

        return last; // PyTorch raises an error here.
    }

    /// <summary>Hugging Face's get_wsd_schedule: linear up, then as named.</summary>
    public static double WarmupStableDecay(double peak, long warmup, long stable, long decay, string decayType, double minRatio, long count)
    {
        double progress = Math.Min(1, (double)(count - warmup - stable) / decay);
        double left = decayType switch
        {
            "linear" => 1 - progress,
            "cosine" => 0.5 * (1 + Math.Cos(Math.PI * progress)),
            _ => 1 - Math.Sqrt(progress),
        };
        return peak * (count < warmup ? (double)count / warmup : count < warmup + stable ? 1 : left * (1 - minRatio) + minRatio);
    }

    /// <summary>Vaswani et al., 2017, equation 3; step_num counts from 1.</summary>
    public static double Noam(double modelSize, double warmupSteps, double stepNum) =>
        Math.Pow(modelSize, -0.5) * Math.Min(Math.Pow(stepNum, -0.5), stepNum * Math.Pow(warmupSteps, -1.5));
}
