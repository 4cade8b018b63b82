using System;
using System.IO;
using System.Text.RegularExpressions;
using FusedOpt.Generator.Tests.Infrastructure;
using Xunit;

namespace FusedOpt.Generator.Tests;

/// <summary>The program of docs/checkpoints.md compiles, and prints what the document says that it prints.</summary>
[Collection(nameof(Console))]
public class CheckpointsDocumentTests
{
    private static readonly string Document = Example.Document("checkpoints.md");

    [Fact]
    public void TheExamplePrintsWhatTheDocumentSaysHoweverOftenItIsStopped()
    {
        string shown = Regex.Match(Document, @"The program prints `([^`]+)`").Groups[1].Value + "\n";
        Assert.Equal(shown, Run(s => s));

        // Stopped after the second epoch, and started again.
        Assert.Equal(shown, Run(s => s, before: s => s.Replace("epoch < 3", "epoch < 2", StringComparison.Ordinal)));

        // The control: without what was saved the second run ends elsewhere.
        string late = Run(
            s => s.Replace("LoadNewest(model)?", "LoadNewest(new Model())?", StringComparison.Ordinal),
            before: s => s.Replace("epoch < 3", "epoch < 2", StringComparison.Ordinal));
        Assert.NotEqual(shown, late);
    }

    [Fact]
    public void TheMessageIsThatOfTheDocument()
    {
        string shown = Regex.Match(Document, @"what the model needs:\n\n((?:    .*\n)+)").Groups[1].Value;
        const string Program = """
            using System;
            using FusedOpt;

            new Model().SaveCheckpoint("model.safetensors");
            try
            {
                new Other().LoadCheckpoint("model.safetensors");
            }
            catch (CheckpointException e)
            {
                Console.WriteLine(e.Message);
            }

            [Optimize(Sgd)]
            public partial class Model
            {
                public float[] Weights = new float[8];
            }

            [Optimize(Sgd)]
            public partial class Other
            {
                public float[] Weight = new float[8];
            }
            """;
        Assert.Equal(Words(shown), Words(Regex.Replace(Run(_ => Program), @"'/[^']*/model", "'model")));
    }

    private static string[] Words(string text) => text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);

    // Runs the example in a directory of its own, after another version of it.
    private static string Run(Func<string, string> alter, Func<string, string>? before = null)
    {
        string directory = Directory.CreateTempSubdirectory("fusedopt-document-").FullName;
        try
        {
            string source = Example.First(Document);
            if (before is not null)
                Example.Run(Placed(before(source)));
            return Example.Run(Placed(alter(source)));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }

        string Placed(string source) => source
            .Replace("\"run\"", Literal("run"), StringComparison.Ordinal)
            .Replace("\"model.safetensors\"", Literal("model.safetensors"), StringComparison.Ordinal);

        string Literal(string name) => $"\"{Path.Combine(directory, name)}\"";
    }
}
