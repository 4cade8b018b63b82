using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using Xunit;

namespace FusedOpt.Generator.Tests.CBackend;

/// <summary>
/// A second backend reads the same kernels as data and gives the same bits: the kernels of every built-in rule as C, beside the generated
/// classes. Without gcc the tests are reported as skipped.
/// </summary>
public class CBackendTests
{
    // All built-in rules as they are, then what options, stages and guards make of some.
    private static readonly string[] Attributes =
    [
        .. Enum.GetNames<Optimizer>().Select(rule => $"Optimize({rule})"),
        "Optimize(Sgd, Momentum = 0.9, Dampening = 0.5, WeightDecay = 0.01)",
        "Optimize(Sgd, Momentum = 0.9, Nesterov = true, Maximize = true)",
        "Optimize(Adam, AmsGrad = true, WeightDecay = 0.01)",
        "Optimize(RmsProp, Momentum = 0.9, Centered = true)",
        "Optimize(Adagrad, InitialAccumulator = 0.1, LearningRateDecay = 0.1)",
        "Optimize(AdamW), Transform(typeof(ClipByNorm), MaxNorm = 0.5)",
        "Optimize(Sgd), Average(typeof(Lookahead), K = 2)",
        "Optimize(AdamW), Average(typeof(Ema), Decay = 0.9)",
        "Optimize(Lion), GuardGradients(MaxNorm = 2)",
    ];

    private static readonly Lazy<CModels> Models = new(() => new(Attributes));

    [NeedsGcc]
    public void EveryBuiltInRuleHasTheSameBits()
    {
        Assert.Empty(Models.Value.Differences());
        Assert.InRange(Models.Value.Kernels, 2 * Attributes.Length, int.MaxValue);
    }

    // Another order of additions, another rounding, the wrong array, the wrong row, and gradients that are cleared when they should not be.
    [NeedsGccTheory]
    [InlineData("sums[i % 32] +=", "sums[(i / 16) % 32] +=")]
    [InlineData("{ return SQRT(x); }", "{ return (E)pow(x, 0.5000001); }")]
    [InlineData("arrays[2]", "arrays[0]")]
    [InlineData("[row];", "[0];")]
    [InlineData("if (zeroes)", "if (!zeroes)")]
    public void OtherCodeIsSeen(string part, string other) => Assert.NotEmpty(Models.Value.Differences(text =>
    {
        Assert.Contains(part, text, StringComparison.Ordinal);
        return text.Replace(part, other, StringComparison.Ordinal);
    }));

    // The seed of other backends: all that it needs is in front of the backends.
    [Fact]
    public void ItReadsNothingOfTheBackendForCSharp()
    {
        string[] files = Directory.GetFiles(Folder(), "*.cs");
        Assert.Contains(files, f => Path.GetFileName(f) == "CKernelPrinter.cs");
        IEnumerable<string> usings = files.SelectMany(File.ReadLines).Where(line => line.StartsWith("using ", StringComparison.Ordinal));
        Assert.DoesNotContain(usings, line => line.Contains("Backends", StringComparison.Ordinal));
    }

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    private sealed class NeedsGccAttribute : FactAttribute
    {
        public NeedsGccAttribute() => Skip = CLibrary.IsThere ? null : CLibrary.Missing;
    }

    private sealed class NeedsGccTheoryAttribute : TheoryAttribute
    {
        public NeedsGccTheoryAttribute() => Skip = CLibrary.IsThere ? null : CLibrary.Missing;
    }
}
