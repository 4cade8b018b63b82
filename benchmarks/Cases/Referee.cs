using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using FusedOpt.Benchmarks.Contenders;
using FusedOpt.Benchmarks.Memory;
using FusedOpt.Benchmarks.Rules;

namespace FusedOpt.Benchmarks.Cases;

/// <summary>Lets nobody be timed who computes something else than FusedOpt.</summary>
internal static class Referee<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Steps = 3;

    /// <summary>Has all take three steps with ordinary gradients, and takes out those that FusedOpt disagrees with.</summary>
    /// <returns>Who was taken out, and why.</returns>
    public static List<string> Refuse(List<Contender> contenders, IOptimizable fusedOpt, Formula<T> formula)
    {
        List<string> reasons = [];
        // Who steps another's model has the other's results, as tests prove.
        foreach (Contender contender in contenders.Where(contender => contender is not Threaded).ToArray())
        {
            contender.LearningRate = fusedOpt.LearningRate;
            contender.Write(Gradients.Ordinary);
            contender.Reset();
            string? reason = null;
            if (contender is Rival<T> rival)
                reason = Reason(rival, fusedOpt, formula);
            else if (contender is NativeLoopInPlace<T> inPlace)
                reason = Reason(inPlace, contenders, fusedOpt, formula);
            else
                contender.Run(Steps);

            if (reason is not null)
            {
                reasons.Add($"{contender.Column}: {reason}");
                contenders.Remove(contender);
            }
        }

        return reasons;
    }

    // The control comes first: a step short, everyone must differ.
    private static string? Reason(Rival<T> rival, IOptimizable fusedOpt, Formula<T> formula)
    {
        rival.Run(Steps - 1);
        if (Difference(rival, fusedOpt, formula) is null)
            return "a step more or less makes no difference";
        rival.Run(1);
        return Difference(rival, fusedOpt, formula);
    }

    // It steps in FusedOpt's own memory, so the same loop elsewhere is what it is compared with.
    private static string? Reason(NativeLoopInPlace<T> inPlace, List<Contender> contenders, IOptimizable fusedOpt, Formula<T> formula)
    {
        if (contenders.Find(contender => contender.Column == Column.ExactC) is not Rival<T> elsewhere)
            return "the same loop elsewhere was refused";
        new Model<T>(Column.FusedOpt, fusedOpt).Reset();
        inPlace.Run(Steps);
        elsewhere.Reset();
        elsewhere.Run(Steps);
        return Difference(elsewhere, fusedOpt, formula);
    }

    private static string? Difference(Rival<T> rival, IOptimizable fusedOpt, Formula<T> formula)
    {
        var agreement = new Agreement<T>(rival, formula);
        fusedOpt.Visit(ref agreement);
        return agreement.Difference;
    }
}
