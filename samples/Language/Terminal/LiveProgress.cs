using System;
using Spectre.Console;

namespace LanguageSample;

/// <summary>Trains the model, with a bar that shows how far it is and how well it predicts.</summary>
internal static class LiveProgress
{
    /// <summary>Trains the model.</summary>
    public static void Run(IAnsiConsole screen, Trainer trainer, LanguageModel model, TrainingProgress progress)
    {
        // A file has no use for bars that move.
        if (!screen.Profile.Capabilities.Ansi)
        {
            trainer.Train(model, progress, _ => { });
            return;
        }

        screen.Progress()
            .Columns(new ProgressBarColumn { Width = 24 }, new TaskDescriptionColumn { Alignment = Justify.Left })
            .Start(context =>
            {
                ProgressTask bar = context.AddTask($"step {model.StepCount,5}", maxValue: trainer.Steps);
                trainer.Train(model, progress, loss =>
                {
                    bar.Value = model.StepCount;
                    bar.Description = $"step {model.StepCount,5}  {loss / Math.Log(2):F3} bits a byte, "
                        + $"{progress.Scores[^1].HeldOut:F3} held out";
                });
            });
    }
}
