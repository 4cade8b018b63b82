using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using FusedOpt.Trainer;
using Xunit;
using Xunit.Abstractions;

namespace FusedOpt.Checkpoints.Tests;

/// <summary>Training that is killed at any moment goes on as if it had not been.</summary>
public class KillTests(ITestOutputHelper output)
{
    private const int Kills = 100, KeepLast = 2, KeepBest = 1;

    [Theory]
    [InlineData("loop")]
    [InlineData("rotate")]
    public async Task TrainingSurvivesKills(string command)
    {
        using var scratch = new Scratch();
        string target = command == "loop" ? scratch["model.safetensors"] : scratch["run"];
        var random = new Random(1);
        int within = 0, last = 0;
        for (int kill = 0; kill < Kills; kill++)
        {
            int said = await RunAndKill(command, target, random);
            Assert.True(said > 0, "The program was killed before its first step.");
            within += Directory.GetFiles(scratch.Path, "*.tmp", SearchOption.AllDirectories).Length;

            // Whole, and not older than the last that the program has said to be saved.
            long found = Load(target).StepCount;
            Assert.InRange(found, Math.Max(said, last), said + 1);
            last = (int)found;
        }

        output.WriteLine($"{Kills} kills, {within} of them within a write, after {last} steps");
        Assert.InRange(within, Kills / 20, Kills);

        // The next save removes what the last kill has left.
        LoopModel resumed = Load(target);
        if (command == "loop")
        {
            resumed.SaveCheckpoint(target);
            Assert.Equal([target], Directory.GetFiles(scratch.Path));
        }
        else
        {
            using var checkpoints = new CheckpointDirectory(target, new() { KeepLast = KeepLast, KeepBest = KeepBest });
            checkpoints.Save(resumed, metric: Math.Cos(last));
            Assert.InRange(Directory.GetFiles(target, "*.safetensors").Length, KeepLast, KeepLast + KeepBest);
            Assert.Empty(Directory.GetFiles(target, "*.tmp"));
        }

        // Nothing has been lost on the way; and the control: one step less is another model.
        Assert.Equal(Course.Digest(Undisturbed(last)), Course.Digest(resumed));
        Assert.NotEqual(Course.Digest(Undisturbed(last - 1)), Course.Digest(resumed));
    }

    private static LoopModel Undisturbed(int steps)
    {
        var model = new LoopModel();
        Course.Begin(model);
        Course.Run(model, 1, steps);
        return model;
    }

    private static LoopModel Load(string target)
    {
        var model = new LoopModel();
        if (!Directory.Exists(target))
        {
            model.LoadCheckpoint(target);
            return model;
        }

        // All files that have their names are whole.
        foreach (string file in Directory.GetFiles(target, "*.safetensors"))
            CheckpointInfo.Verify(file);
        using var checkpoints = new CheckpointDirectory(target, new() { Warn = text => Assert.Fail(text) });
        Assert.NotNull(checkpoints.LoadNewest(model));
        return model;
    }

    // Returns the last step that the program said was saved before it was killed.
    private static async Task<int> RunAndKill(string command, string target, Random random)
    {
        using Process process = TrainerProcess.Start(command, target);
        Task<string> error = process.StandardError.ReadToEndAsync();
        string? first = await process.StandardOutput.ReadLineAsync();
        long microseconds = random.Next(20_000), start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start).TotalMicroseconds < microseconds)
            await Task.Yield();
        process.Kill();
        string rest = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal("", await error);

        // A line that the kill has cut off says nothing.
        string whole = rest[..(rest.LastIndexOf('\n') + 1)];
        IEnumerable<string> lines = whole.Split('\n', StringSplitOptions.RemoveEmptyEntries).Prepend(first ?? "0");
        return int.Parse(lines.Last(), CultureInfo.InvariantCulture);
    }
}
