using Spectre.Console;

namespace DigitsSample;

/// <summary>Trains the network, with a bar that shows how far and how good it is.</summary>
internal static class LiveProgress
{
    /// <summary>Trains the network.</summary>
    public static void Run(IAnsiConsole screen, Trainer trainer, Network network, TrainingProgress progress)
    {
        // A file has no use for bars that move.
        if (!screen.Profile.Capabilities.Ansi)
        {
            trainer.Train(network, progress, _ => { });
            return;
        }

        screen.Progress()
            .Columns(new ProgressBarColumn { Width = 24 }, new TaskDescriptionColumn { Alignment = Justify.Left })
            .Start(context =>
            {
                ProgressTask bar = context.AddTask($"epoch {progress.Epoch,3}", maxValue: trainer.Epochs);
                trainer.Train(network, progress, scores =>
                {
                    bar.Value = progress.Epoch;
                    bar.Description = $"epoch {bar.Value,3}  training loss {scores.Training.Loss:F4}  test accuracy "
                        + $"{scores.Test.Accuracy:P1}";
                });
            });
    }
}
