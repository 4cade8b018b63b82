using System;
using System.Diagnostics;
using System.Globalization;
using System.Threading;
using FusedOpt.Benchmarks.Models;

namespace FusedOpt.Benchmarks.First;

/// <summary>The child process: takes its first steps, and says how long they took.</summary>
internal static class FirstSteps
{
    /// <summary>Prints a line for a model of some length.</summary>
    public static void Run(int length)
    {
        var model = new AdamModel(length);
        Array.Fill(model.Gradients.Weights, 0.5f);
        // The first use of the stopwatch takes time that is no step's.
        _ = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp());

        double first = Microseconds(model, 1), next = Microseconds(model, 99);
        for (int pause = 0; pause < 5; pause++)
        {
            _ = Microseconds(model, 6_000);
            // The JIT takes methods a tier up when nothing new has been compiled for 100 ms.
            Thread.Sleep(150);
        }

        double later = Microseconds(model, 1_000) / 1_000;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{length,10}{first,13:F0} us{next,13:F0} us{later,17:F2} us"));
    }

    private static double Microseconds(AdamModel model, int steps)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < steps; i++)
            model.Step();
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds;
    }
}
