using System.Collections.Generic;
using Spectre.Console;

namespace DigitsSample;

/// <summary>Trains the network, with a bar that shows how far and how good it is.</summary>
internal static class LiveProgress
{
    /// <summary>Trains the network.</summary>
    public static List<EpochScores> Run(IAnsiConsole screen, Trainer trainer, Network network, int epochs)
    {
        // A file has no use for bars that move.
        if (!screen.Profile.Capabilities.Ansi)
            return trainer.Train(network, _ => { });

        return screen.Progress()
            .Columns(new ProgressBarColumn { Width = 24 }, new TaskDescriptionColumn { Alignment = Justify.Left })
            .Start(context =>
            {
                ProgressTask bar = context.AddTask("epoch   0", maxValue: epochs);
                return trainer.Train(network, scores =>
                {
                    bar.Increment(1);
                    bar.Description = $"epoch {bar.Value,3}  training loss {scores.Training.Loss:F4}  test accuracy "
                        + $"{scores.Test.Accuracy:P1}";
                });
            });
    }
}
