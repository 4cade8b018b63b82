using System;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using FusedOpt.Schedules;

namespace FusedOpt.Runtime.Tests.Schedules.Document;

/// <summary>The loop that the document begins with.</summary>
internal static class TrainingLoop
{
    /// <summary>Finds the minimum of a parabola at 3.</summary>
    public static double Run()
    {
        var model = new Scheduled();

        // Shown from here
        ISchedule schedule = new Cosine(0.1, steps: 900).Warmup(100);

        while (model.StepCount < 1000)
        {
            model.LearningRate = schedule.GetLearningRate(model.StepCount);
            model.Gradients.Weight = model.Weight - 3;
            model.Step();
        }
        // to here

        return model.Weight;
    }

    /// <summary>Returns the code of the loop.</summary>
    public static string Code()
    {
        string[] shown =
        [
            .. File.ReadAllLines(Here())
                .SkipWhile(l => !l.TrimStart().StartsWith("// Shown from here", StringComparison.Ordinal))
                .Skip(1)
                .TakeWhile(l => !l.TrimStart().StartsWith("// to here", StringComparison.Ordinal)),
        ];
        return string.Join('\n', shown.Select(line => line.Length == 0 ? line : line[8..]));
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
