using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using FusedOpt.Benchmarks.Contenders;
using FusedOpt.Benchmarks.Memory;

namespace FusedOpt.Benchmarks.Cases;

/// <summary>Lets nobody be timed who computes something else than FusedOpt.</summary>
internal static class Referee<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Three steps with ordinary gradients.</summary>
    public static Gradients[] Steps { get; } = [Gradients.Ordinary, Gradients.Ordinary, Gradients.Ordinary];

    /// <summary>Makes all contenders take steps, and removes those whose results differ from FusedOpt's.</summary>
    /// <param name="contenders">The contenders, with FusedOpt first if it has yet to take the steps.</param>
    /// <param name="fusedOpt">FusedOpt's model.</param>
    /// <param name="steps">The gradients of each step.</param>
    /// <returns>The contenders that were removed, and the reasons.</returns>
    public static List<string> Refuse(List<Contender> contenders, IOptimizable fusedOpt, Gradients[] steps)
    {
        List<string> reasons = [];
        // A contender that steps another's model has the other's results, as tests prove.
        foreach (Contender contender in contenders.Where(contender => contender is not Threaded).ToArray())
        {
            // A model with a schedule would end it.
            if (contender.LearningRate != fusedOpt.LearningRate)
                contender.LearningRate = fusedOpt.LearningRate;
            contender.Reset();
            string? reason = null;
            if (contender is Rival<T> rival)
                reason = Reason(rival, fusedOpt, steps);
            else if (contender is NativeLoopInPlace<T> inPlace)
                reason = Reason(inPlace, contenders, fusedOpt, steps);
            else
                Take(contender, steps);

            if (reason is not null)
            {
                reasons.Add($"{contender.Column}: {reason}");
                contenders.Remove(contender);
            }
        }

        return reasons;
    }

    // The control comes first: a step short, everyone must differ.
    private static string? Reason(Rival<T> rival, IOptimizable fusedOpt, Gradients[] steps)
    {
        Take(rival, steps[..^1]);
        if (Difference(rival, fusedOpt) is null)
            return "a step more or less makes no difference";
        Take(rival, steps[^1..]);
        return Difference(rival, fusedOpt);
    }

    // This loop steps in FusedOpt's own memory, so the same loop elsewhere is compared with FusedOpt.
    private static string? Reason(NativeLoopInPlace<T> inPlace, List<Contender> contenders, IOptimizable fusedOpt, Gradients[] steps)
    {
        if (contenders.Find(contender => contender.Column == Column.ExactC) is not Rival<T> elsewhere)
            return "the same loop elsewhere was refused";
        new Model<T>(Column.FusedOpt, fusedOpt).Reset();
        Take(inPlace, steps);
        elsewhere.Reset();
        Take(elsewhere, steps);
        return Difference(elsewhere, fusedOpt);
    }

    // Some leave the gradients changed.
    private static void Take(Contender contender, Gradients[] steps)
    {
        foreach (Gradients kind in steps)
        {
            contender.Write(kind);
            contender.Run(1);
        }
    }

    private static string? Difference(Rival<T> rival, IOptimizable fusedOpt)
    {
        var agreement = new Agreement<T>(rival);
        fusedOpt.Visit(ref agreement);
        return agreement.Difference;
    }
}
