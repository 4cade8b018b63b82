using System.Collections.Generic;
using System.Linq;
using Spectre.Console;

namespace IrisSample;

/// <summary>Trains the contenders one after the other, with a bar for each that shows how far and how good it is.</summary>
internal static class LiveProgress
{
    /// <summary>Trains those whom the options name.</summary>
    public static List<TrainingRun> Run(IAnsiConsole screen, Trainer trainer, Options options)
    {
        // A file has no use for bars that move.
        if (!screen.Profile.Capabilities.Ansi)
            return [.. options.Contenders.Select(c => trainer.Train(c, _ => { }))];

        return screen.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = 24 })
            .Start(context =>
            {
                var bars = options.Contenders.ToDictionary(c => c, c => context.AddTask(Describe(c), maxValue: options.Epochs));
                return options.Contenders.Select(c => trainer.Train(c, score => Advance(bars[c], c, score))).ToList();
            });
    }

    private static void Advance(ProgressTask bar, Contender contender, Score score)
    {
        bar.Description = $"{Describe(contender)}  loss {score.Loss:F6}  accuracy {score.Accuracy:P1}";
        bar.Increment(1);
    }

    private static string Describe(Contender contender) => $"{contender.Title,-16}";
}
