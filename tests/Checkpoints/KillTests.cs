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
    private const int Kills = 200;

    [Fact]
    public async Task TrainingSurvivesKills()
    {
        using var scratch = new Scratch();
        string path = scratch["model.safetensors"];
        var random = new Random(1);
        int within = 0, last = 0;
        for (int kill = 0; kill < Kills; kill++)
        {
            int said = await RunAndKill(path, random);
            Assert.True(said > 0, "The program was killed before its first step.");

            // Whole, and not older than the last that the program has said to be saved.
            var model = new LoopModel();
            model.LoadCheckpoint(path);
            Assert.InRange(model.StepCount, Math.Max(said, last), said + 1);
            last = (int)model.StepCount;
            within += Directory.GetFiles(scratch.Path).Length > 1 ? 1 : 0;
        }

        output.WriteLine($"{Kills} kills, {within} of them within a write, after {last} steps");
        Assert.InRange(within, Kills / 20, Kills);

        // The next save removes what the last kill has left, and nothing has been lost on the way.
        var resumed = new LoopModel();
        resumed.LoadCheckpoint(path);
        resumed.SaveCheckpoint(path);
        Assert.Equal([path], Directory.GetFiles(scratch.Path));
        var undisturbed = new LoopModel();
        Course.Begin(undisturbed);
        Course.Run(undisturbed, 1, last);
        Assert.Equal(Course.Digest(undisturbed), Course.Digest(resumed));

        // The control: one step less is another model.
        var late = new LoopModel();
        Course.Begin(late);
        Course.Run(late, 1, last - 1);
        Assert.NotEqual(Course.Digest(late), Course.Digest(resumed));
    }

    // Returns the last step that the program said was saved before it was killed.
    private static async Task<int> RunAndKill(string path, Random random)
    {
        using Process process = TrainerProcess.Start("loop", path);
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
