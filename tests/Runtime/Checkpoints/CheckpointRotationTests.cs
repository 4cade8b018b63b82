using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Xunit;

namespace FusedOpt.Runtime.Tests.Checkpoints;

/// <summary>After each save a directory has the newest checkpoints and the best ones, and everything that is not its own.</summary>
public sealed class CheckpointRotationTests : IDisposable
{
    private readonly CheckpointFolder _folder = new();

    public static TheoryData<int, int, string, MetricMode> Courses
    {
        get
        {
            var data = new TheoryData<int, int, string, MetricMode>();
            foreach (MetricMode mode in Enum.GetValues<MetricMode>())
            {
                foreach (string course in new[] { "oldest", "newest", "middle", "not a number", "equal" })
                {
                    foreach ((int last, int best) in new[] { (1, 0), (1, 1), (2, 1), (3, 1), (1, 2), (2, 3) })
                        data.Add(last, best, course, mode);
                }
            }

            return data;
        }
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("as written")]
    [InlineData("equal")]
    [InlineData("reversed")]
    public void StepsAreComparedAsNumbersAndTimesDoNotCount(string times)
    {
        long[] steps = [.. Enumerable.Range(0, 13).Select(i => 9000L + 100 * i)];
        foreach (long step in steps)
        {
            // Each time another object, which knows nothing but the files.
            using CheckpointDirectory directory = _folder.Open(keepLast: 3);
            directory.Save(CheckpointFolder.ModelAt(step));
            SetTimes(times);
        }

        Assert.Equal([10000, 10100, 10200], _folder.Steps);

        // A control: as text, others are the last.
        Assert.NotEqual(
            [10000, 10100, 10200], steps.OrderBy(s => $"step-{s}.safetensors", StringComparer.Ordinal).TakeLast(3).Order());
        using CheckpointDirectory last = _folder.Open();
        Assert.Equal(_folder[10200], last.LoadNewest(CheckpointFolder.ModelAt(0))!.Path);
    }

    [Fact]
    public void OneMoreDigitIsNewer()
    {
        using (CheckpointDirectory directory = _folder.Open(keepLast: 1))
        {
            directory.Save(CheckpointFolder.ModelAt(999_999_999));
            Assert.Equal([999_999_999], _folder.Steps);
            directory.Save(CheckpointFolder.ModelAt(1_000_000_000));
            Assert.Equal([1_000_000_000], _folder.Steps);
        }

        // A control: with room for both, the newest is still found.
        _folder.Fill(999_999_999);
        Assert.Equal(2, _folder.Steps.Length);
        using CheckpointDirectory both = _folder.Open();
        Rotated model = new();
        Assert.Equal(_folder[1_000_000_000], both.LoadNewest(model)!.Path);
        Assert.Equal(1_000_000_000, model.StepCount);
    }

    [Theory]
    [MemberData(nameof(Courses))]
    public void ExactlyTheNewestAndTheBestAreLeft(int last, int best, string course, MetricMode mode)
    {
        double sign = mode == MetricMode.Min ? 1 : -1;
        var saved = new List<(long Step, double Metric)>();
        CheckpointDirectory directory = _folder.Open(last, best, mode);
        for (int i = 1; i <= 20; i++)
        {
            double metric = sign * course switch
            {
                "oldest" => i,
                "newest" => -i,
                "middle" => Math.Abs(i - 10) - (i == 3 ? 20 : 0),
                "not a number" => i % 3 == 0 ? i : double.NaN,
                _ => i < 5 ? 2 : 1,
            };
            saved.Add((i * 7, metric));
            directory.Save(CheckpointFolder.ModelAt(i * 7), metric);
            Assert.Equal(Expected(saved, last, best, sign), _folder.Steps);

            // The metrics of what was saved before are read from the files.
            if (i is 4 or 11)
            {
                directory.Dispose();
                directory = _folder.Open(last, best, mode);
            }
        }

        Rotated model = new();
        CheckpointReport? loaded = directory.LoadBest(model);
        long expected = Expected(saved.Where(s => _folder.Steps.Contains(s.Step)).ToList(), 0, 1, sign).SingleOrDefault();
        Assert.Equal(expected == 0 ? null : _folder[expected], loaded?.Path);
        Assert.Equal(expected, model.StepCount);
        Assert.Empty(_folder.Warnings);
        directory.Dispose();
    }

    [Fact]
    public void OnlyHeadersAreReadToFindTheBest()
    {
        using (CheckpointDirectory directory = _folder.Open(1, 1))
        {
            directory.Save(CheckpointFolder.ModelAt(1), 0.5);
            directory.Save(CheckpointFolder.ModelAt(2), 0.75);
        }

        byte[] bytes = File.ReadAllBytes(_folder[1]);
        bytes[^1] ^= 1;
        File.WriteAllBytes(_folder[1], bytes);
        using CheckpointDirectory after = _folder.Open(1, 1);
        after.Save(CheckpointFolder.ModelAt(3), 0.625);
        Assert.Equal([1, 3], _folder.Steps);
        Assert.Empty(_folder.Warnings);

        // A control: loading it sees the damage, and then it is the best no more.
        Assert.Equal(_folder[3], after.LoadBest(new Rotated())!.Path);
        after.Save(CheckpointFolder.ModelAt(4), 1);
        Assert.Equal([3, 4], _folder.Steps);
        Assert.Contains(_folder[1], Assert.Single(_folder.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void MetricsMayBeMissing()
    {
        using CheckpointDirectory directory = _folder.Open(1, 1);
        directory.Save(CheckpointFolder.ModelAt(1));
        Assert.Null(directory.LoadBest(new Rotated()));
        directory.Save(CheckpointFolder.ModelAt(2), double.NaN);
        Assert.Equal([2], _folder.Steps);
        directory.Save(CheckpointFolder.ModelAt(3), double.PositiveInfinity);
        directory.Save(CheckpointFolder.ModelAt(4));
        Assert.Equal([3, 4], _folder.Steps);
        Assert.Equal(double.PositiveInfinity, CheckpointInfo.Read(_folder[3]).Metric);
        Assert.Null(CheckpointInfo.Read(_folder[4]).Metric);
    }

    [Fact]
    public void OneStepHasOneFile()
    {
        using CheckpointDirectory directory = _folder.Open(2, 1);
        directory.Save(CheckpointFolder.ModelAt(1), 1);
        directory.Save(CheckpointFolder.ModelAt(2), 2);
        directory.Save(CheckpointFolder.ModelAt(3), 3);
        directory.Save(CheckpointFolder.ModelAt(3), 4, new() { Metadata = { { "time", 2 } } });
        Assert.Equal([1, 2, 3], _folder.Steps);
        CheckpointInfo info = CheckpointInfo.Read(_folder[3]);
        Assert.Equal((4, 2), (info.Metric, info.Metadata.Get<int>("time")));
    }

    [Fact]
    public void LaterStepsStayAndAreWarnedOf()
    {
        _folder.Fill(100, 200, 300);
        using (CheckpointDirectory directory = _folder.Open(1))
        {
            directory.Save(CheckpointFolder.ModelAt(210));
            Assert.Equal([210, 300], _folder.Steps);
            Assert.Contains("step 300", Assert.Single(_folder.Warnings), StringComparison.Ordinal);
            directory.Save(CheckpointFolder.ModelAt(220));
            Assert.Equal([220, 300], _folder.Steps);
            Assert.Single(_folder.Warnings);
        }

        // A control: once they are passed, they are old.
        using CheckpointDirectory later = _folder.Open(1);
        later.Save(CheckpointFolder.ModelAt(310));
        Assert.Equal([310], _folder.Steps);
        Assert.Single(_folder.Warnings);
    }

    [Fact]
    public void ForeignFilesStay()
    {
        string[] foreign =
        [
            "step-007.safetensors", "step-5.safetensors.bak", "Step-5.safetensors", "step--5.safetensors", "step-+5.safetensors",
            "step-5", "step-.safetensors", "step-5.0.safetensors", "step-99999999999999999999.safetensors", "step- 5.safetensors",
            "step-5 .safetensors", "step-٥.safetensors", "step-0x5.safetensors", "step-1e1.safetensors", "my-step-5.safetensors",
            "model.safetensors", "notes.txt", ".hidden", "step-5.safetensors\n",
        ];
        Directory.CreateDirectory(_folder[3]);
        foreach (string name in foreign)
            File.WriteAllText(_folder[name], name);

        using CheckpointDirectory directory = _folder.Open(1);
        foreach (long step in new[] { 5, 6, 7 })
            directory.Save(CheckpointFolder.ModelAt(step));
        Assert.Equal(
            [.. foreign.Concat([DirectoryLock.Name, "step-3.safetensors", "step-7.safetensors"]).Order(StringComparer.Ordinal)],
            _folder.Names);
        Assert.All(foreign, name => Assert.Equal(name, File.ReadAllText(_folder[name])));
        Assert.Empty(_folder.Warnings);
    }

    [Fact]
    public void NothingIsDeletedBeforeTheNewFileIsThere()
    {
        var operations = new Watched();
        using CheckpointDirectory directory = _folder.Open(operations, 1);
        operations.Deleting = path =>
        {
            Assert.Equal(_folder[operations.Saved - 1], path);
            CheckpointInfo.Verify(_folder[operations.Saved]);
            operations.Count++;
        };
        for (operations.Saved = 1; operations.Saved <= 3; operations.Saved++)
            directory.Save(CheckpointFolder.ModelAt(operations.Saved));
        Assert.Equal(2, operations.Count);
        Assert.Equal([3], _folder.Steps);
    }

    [Fact]
    public void FilesThatCannotBeDeletedAreAWarning()
    {
        var operations = new Watched { Deleting = path => throw new UnauthorizedAccessException($"No: {path}") };
        using (CheckpointDirectory directory = _folder.Open(operations, 1))
        {
            directory.Save(CheckpointFolder.ModelAt(1));
            Assert.Equal(_folder[2], directory.Save(CheckpointFolder.ModelAt(2)));
            Assert.Equal([1, 2], _folder.Steps);
            Assert.Contains(_folder[1], Assert.Single(_folder.Warnings), StringComparison.Ordinal);
        }

        // A control: later they can be, and then they are.
        using CheckpointDirectory later = _folder.Open(1);
        later.Save(CheckpointFolder.ModelAt(3));
        Assert.Equal([3], _folder.Steps);
        Assert.Single(_folder.Warnings);
    }

    [Fact]
    public void ASaveThatFailsLeavesTheOlderFiles()
    {
        _folder.Fill(1, 2);
        byte[][] before = [.. _folder.Steps.Select(s => File.ReadAllBytes(_folder[s]))];
        using CheckpointDirectory directory = _folder.Open(1);
        Directory.CreateDirectory(_folder[3]);
        Assert.Throws<CheckpointException>(() => directory.Save(CheckpointFolder.ModelAt(3)));
        Assert.Equal([1, 2], _folder.Steps);

        string moved = _folder.Root + ".moved";
        Directory.Delete(_folder[3]);
        Directory.Move(_folder.Root, moved);
        File.WriteAllText(_folder.Root, "a file");
        Assert.Throws<CheckpointException>(() => directory.Save(CheckpointFolder.ModelAt(3)));
        Assert.Throws<CheckpointException>(() => directory.LoadNewest(new Rotated()));
        File.Delete(_folder.Root);
        Directory.Move(moved, _folder.Root);
        Assert.Equal(before, _folder.Steps.Select(s => File.ReadAllBytes(_folder[s])));

        // A control: nothing but what was in the way was wrong.
        directory.Save(CheckpointFolder.ModelAt(3));
        Assert.Equal([3], _folder.Steps);
        Assert.Empty(_folder.Warnings);
    }

    private static long[] Expected(IReadOnlyCollection<(long Step, double Metric)> saved, int last, int best, double sign)
    {
        // The simplest way to say it: each file is compared with all others.
        bool IsNewest(long step) => saved.Count(s => s.Step > step) < last;
        bool IsBest((long Step, double Metric) file) => !double.IsNaN(file.Metric)
            && saved.Count(s => sign * s.Metric < sign * file.Metric || (s.Metric == file.Metric && s.Step < file.Step)) < best;
        return [.. saved.Where(s => IsNewest(s.Step) || IsBest(s)).Select(s => s.Step)];
    }

    private void SetTimes(string times)
    {
        if (times == "as written")
            return;
        foreach (long step in _folder.Steps)
            File.SetLastWriteTimeUtc(_folder[step], DateTime.UnixEpoch.AddDays(20_000).AddSeconds(times == "equal" ? 0 : -step));
    }

    private sealed class Watched : FileOperations
    {
        public Action<string> Deleting { get; set; } = _ => { };

        public long Saved { get; set; }

        public int Count { get; set; }

        public override void Delete(string path)
        {
            Deleting(path);
            base.Delete(path);
        }
    }
}
