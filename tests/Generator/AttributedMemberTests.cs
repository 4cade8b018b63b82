using System;
using System.Linq;
using System.Threading.Tasks;
using FusedOpt.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Xunit;

namespace FusedOpt.Generator.Tests;

/// <summary>
/// Members and types of the user's that the compiler warns of where they are named: whoever declares a parameter does not use it.
/// </summary>
public class AttributedMemberTests
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Diagnostics.CodeAnalysis;
        using FusedOpt;
        using FusedOpt.Schedules;

        """;

    // Types that the shapes below hold or derive from. The compiler has to be told not to mind where they are named in the user's code.
    private const string Types = """

        [Optimize(Adam)] public partial class Leaf { public float W; }
        [Optimize(Adam), SumGradients] public partial class Sum { public float W; }
        [Optimize(Adam)] public partial struct Line { public float W; }
        [Obsolete, Optimize(Adam)] public partial class Old { public float W; }
        [Obsolete("e", true), Optimize(Adam), SumGradients] public partial class Forbidden { public float W; }
        [Obsolete("e", true), System.Runtime.CompilerServices.InlineArray(3)] public struct ForbiddenBuffer { private float _0; }
        [Experimental("EXP"), Optimize(Adam), SumGradients] public partial class New { public float W; }
        [Experimental("EXP"), System.Runtime.CompilerServices.InlineArray(3)] public struct Buffer { private float _0; }
        [Obsolete] public partial class OldOuter { [Optimize(Adam)] public partial class Inner { public float W; } }
        """;

    public static TheoryData<string, string> Silent() => new()
    {
        { "CS0612", "[Optimize(Adam)] public partial class M { public float W; [Obsolete] public float A; }" },
        { "CS0618", "[Optimize(Adam)] public partial class M { [Obsolete(\"x\")] public float[] A = []; }" },
        { "CS0618", "[Optimize(Adam)] public partial class M { [Obsolete(\"x\", false)] public readonly float[][] A = []; }" },
        { "LIB1", "[Optimize(Adam)] public partial class M { [Obsolete(\"x\", DiagnosticId = \"LIB1\", UrlFormat = \"https://example.org/{0}\")] public Half[,] A = new Half[1, 2]; }" },
        { "EXP1, EXP2", "[Optimize(Sgd, Momentum = 0.5)] public partial class M { [Experimental(\"EXP2\")] public float[] A = []; [Experimental(\"EXP1\")] public Memory<double> B; }" },
        { "CS0612", "[Optimize(ScheduleFreeAdamW)] public partial struct M { [Obsolete] public float A; public float B; }" },
        { "CS0612", "[Optimize(Adam), GuardGradients(MaxNorm = 1), Prune(Sparsity = 0.5)] public sealed partial class M { [Obsolete] public float[,] A = new float[2, 3]; }" },
        { "CS0612", "[Optimize(Adam)] public partial class M { [Obsolete] public Leaf A = new(); [Obsolete] public List<Leaf?>? B; [Obsolete] public Line C; }" },
        { "CS0612", "[Optimize(Adam), SumGradients] public partial class M { [Obsolete] public Sum A = new(); [Obsolete] public Sum[] B = []; }" },
        { "CS0612", "#pragma warning disable CS0612\n[Optimize(Adam), Schedule(nameof(Rate))] public partial class M { public float W; [Obsolete] public ISchedule? Rate { get; set; } }" },
        { "CS0612", "[Optimize(Adam), Schedule(nameof(Rate))] public partial class M { public float W; public ISchedule? Rate { [Obsolete] get; set; } }" },
        { "CS0618", "[Optimize(Adam), Schedule(nameof(Rate))] public partial class M { public float W; private static ISchedule Rate { [Obsolete(\"x\")] get; } = new Constant(1); }" },
        { "EXP1", "[Optimize(Adam), Schedule(nameof(Rate))] public partial class M { public float W; private static Constant Rate { [Experimental(\"EXP1\")] get => new(1); } }" },
        { "CS8602, CS8604, CS8619", "[Optimize(Adam), SumGradients] public partial class M { public float[]?[] A = []; public float[][]?[]? B; public Half[,]?[] C = []; }" },
        { "", "[Optimize(Adam)] public partial class M { public float[][]? A; public Memory<float>[]? B; public float[]? C; }" },
        { "", "[Optimize(Adam), Schedule(nameof(Rate))] public partial class M { public float W; public ISchedule? Rate { get; [Obsolete] set; } }" },
        { "", "[Optimize(Adam)] public partial class M { [Obsolete, Parameter(3)] public partial Span<float> A { get; } [Obsolete(\"e\", true), Parameter] public partial float B { get; set; } [Experimental(\"EXP\"), Parameter(2, 3), SparseGradient] public partial Span<float> C { get; } }" },
        { "", "[Obsolete, Optimize(Adam)] public partial class M { [Obsolete(\"e\", true)] public float A; [Obsolete] public float[] B = []; }" },
        { "", "[Obsolete(\"e\", true)] public partial class Outer { [Optimize(Adam)] public partial class M { [Obsolete(\"e\", true)] public float A; } }" },
        { "", "[Experimental(\"EXP\")] public partial class Outer { [Optimize(Adam)] public partial class M { [Experimental(\"EXP2\")] public float A; } }" },
        { "", "#pragma warning disable CS0612, EXP\n[Optimize(Adam)] public partial class M { public Old A = new(); public New B = new(); public OldOuter.Inner[] C = []; }" },
        { "EXP", "#pragma warning disable EXP\n[Optimize(Adam), SumGradients] public partial class M { public New B = new(); }" },
        { "EXP", "#pragma warning disable EXP\n[Optimize(Adam)] public partial class M { public Buffer B; public Buffer[] C = []; }" },
        { "CS0612", "#pragma warning disable CS0612\n[Optimize(Adam)] public partial class M : Old { public float A; }" },
        { "CS0612", "#pragma warning disable CS0612\n[Optimize(Adam)] public partial class M : OldOuter.Inner { public float A; }" },
        { "CS0612, EXP2", "[Optimize(Adam)] public partial class M { [Obsolete] public float A; [Experimental(\"EXP2\")] public float B; [Frozen, Experimental(\"EXP3\")] public float C; [Obsolete(\"x\")] public int D; [Obsolete(\"x\")] public void E() { } }" },
    };

    [Theory]
    [MemberData(nameof(Silent))]
    public async Task NamingThemWarnsOfNothing(string ids, string shape)
    {
        Compilation compilation = Shapes.Compile(Usings + Types.Insert(0, shape));
        Assert.Empty(Shapes.InSource(compilation));
        await Shapes.AssertReported(compilation);
        Assert.Equal(ids.Length == 0 ? "" : $"#pragma warning disable {ids}", Shapes.Pragma(Shapes.Part(compilation, "M")));

        // The control: without that line the compiler warns of each of them.
        if (ids.Length > 0)
            Assert.Equal(ids.Split(", "), Shapes.InGenerated(WithoutPragma(compilation)).Select(d => d.Id).Distinct().Order());
    }

    // Only obsolete code may use these.
    [Theory]
    [InlineData(
        "[Optimize(Adam)] public partial class M { [Obsolete(\"e\", true)] public float A; [Obsolete(\"e\", true)] public float[] B = []; "
            + "[Obsolete(\"e\", true)] public readonly float[,] C = new float[2, 3]; }")]
    [InlineData(
        "[Optimize(Adam)] public partial class M { [Obsolete(\"e\", true, DiagnosticId = \"LIB1\")] public float[][]? A; [Obsolete(\"e\", "
            + "true)] internal Memory<float> B; [Obsolete(\"e\", true)] private System.Numerics.Vector3 C; }")]
    [InlineData(
        "[Optimize(Adam)] public partial class M { [Obsolete(\"e\", true)] public float @class, ObsoleteClass; [Obsolete(\"e\", true)] "
            + "public float ObsoleteClass2; }")]
    [InlineData(
        "[Optimize(ScheduleFreeAdamW)] public partial struct M { [Obsolete(\"e\", true)] public float A; [Obsolete(\"e\", true)] public "
            + "float[] B; }")]
    [InlineData(
        "[Optimize(Adafactor), GuardGradients(MaxNorm = 1)] public partial class M { [Obsolete(\"e\", true)] public float[][,] A = []; "
            + "[Obsolete(\"e\", true)] public float[,] B = new float[1, 2]; }")]
    [InlineData(
        "[Optimize(Adam), Prune(Sparsity = 0.5)] public partial class M { [Obsolete(\"e\", true)] public float[,] A = new float[1, 2]; "
            + "[Obsolete(\"e\", true), SparseGradient, KeepDense] public float[,] B = new float[1, 2]; }")]
    [InlineData(
        "[Optimize(Adam, StatePrecision = StatePrecision.Block8)] public partial class M { [Obsolete(\"e\", true)] public float[] A = []; "
            + "[Obsolete(\"e\", true)] public Half[] B = []; }")]
    [InlineData(
        "[Optimize(Adam)] public partial class M { [Obsolete(\"e\", true)] public Leaf A = new(); [Obsolete(\"e\", true)] public readonly "
            + "List<Leaf?> B = []; [Obsolete(\"e\", true)] public Line C; [Obsolete(\"e\", true)] public IOptimizable[]? D; "
            + "[Obsolete(\"e\", true)] public Forbidden E = null!; }")]
    [InlineData(
        "[Optimize(Adam), SumGradients] public partial class M { [Obsolete(\"e\", true)] public Sum A = new(); [Obsolete(\"e\", true)] "
            + "public List<Sum?> B = []; [Obsolete(\"e\", true)] public float[] C = []; [Obsolete(\"e\", true)] public float[][] D = "
            + "[]; }")]
    public async Task MembersWhoseUseIsAnErrorAreSteppedAllTheSame(string shape)
    {
        Compilation compilation = Shapes.Compile(Usings + shape + Types);
        Assert.Empty(Shapes.InSource(compilation));
        await Shapes.AssertReported(compilation);
        Assert.Equal("#pragma warning disable CS0612", Shapes.Pragma(Shapes.Part(compilation, "M")));
    }

    [Fact]
    public async Task AScheduleMayBeObsoleteToo()
    {
        // The user's own attribute names it, which is the user's own error.
        Compilation compilation = Shapes.Compile(
            Usings + "[Optimize(Adam), Schedule(\"Rate\")] public partial class M { [Obsolete(\"e\", true)] private static readonly "
                + "Constant Rate = new(1); public float W; }");
        Assert.Empty(Shapes.InSource(compilation));
        await Shapes.AssertReported(compilation);
        Assert.Contains(
            "ScheduledRate.Compute(\"M.Rate\", ObsoleteRate, StepCount)", Shapes.Part(compilation, "M"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheGetterOfAScheduleMayBeObsoleteToo()
    {
        Compilation compilation = Shapes.Compile(
            Usings + "[Optimize(Adam), Schedule(nameof(Rate))] public partial class M { public static ISchedule Rate { [Obsolete(\"e\", "
                + "true)] get; } = new Constant(1); public float W; }");
        Assert.Empty(Shapes.InSource(compilation));
        await Shapes.AssertReported(compilation);
        Assert.Contains(
            "ScheduledRate.Compute(\"M.Rate\", ObsoleteRate, StepCount)", Shapes.Part(compilation, "M"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARefusedClassWarnsOfNothingEither()
    {
        Compilation compilation = Shapes.Compile(
            Usings + "[Optimize(Adam, Beta1 = 2)] public partial class M { [Obsolete(\"e\", true)] public float A; [Obsolete] public "
                + "float B; [Experimental(\"EXP\")] internal float C; }");
        Assert.Empty(Shapes.InSource(compilation));
        await Shapes.AssertReported(compilation, "FOPT0007 Beta1 = 2");
    }

    [Theory]
    [InlineData("FOPT0005 A", "[Optimize(Adam)] public partial class M { [Obsolete] public ForbiddenBuffer A; }")]
    [InlineData("FOPT0024 A", "[Optimize(Adam), SumGradients] public partial class M { [Obsolete] public Forbidden A = null!; }")]
    [InlineData(
        "", "[Obsolete, Optimize(Adam), SumGradients] public partial class M { public Forbidden A = new(); public ForbiddenBuffer B; }")]
    public async Task ATypeThatOnlyObsoleteCodeMayNameIsRefusedElsewhere(string expected, string shape) =>
        await Shapes.AssertReported(Shapes.Compile(Usings + shape + Types), expected.Length == 0 ? [] : [expected]);

    [Theory]
    [InlineData("[assembly: System.Diagnostics.CodeAnalysis.Experimental(\"EXP\")]")]
    [InlineData("[module: System.Diagnostics.CodeAnalysis.Experimental(\"EXP\")]")]
    public void WhatAnAssemblySaysOfItselfHoldsForItsTypes(string attribute)
    {
        Compilation compilation = Shapes.Compile(
            $"{attribute} namespace Library; [FusedOpt.Optimize(Adam)] public partial class Base {{ public float W; }}",
            "#pragma warning disable EXP\n[FusedOpt.Optimize(Adam)] public partial class M : Library.Base { public float A; }");
        Assert.Empty(Shapes.InGenerated(compilation));
        Assert.Equal("#pragma warning disable EXP", Shapes.Pragma(Shapes.Part(compilation, "M")));
    }

    [Theory]
    [InlineData("V", "[Optimize(Adam)] public partial class M { public volatile float V; }")]
    [InlineData("P", "[Optimize(Adam)] public partial class M { public volatile Leaf? P; }")]
    [InlineData(
        "",
        "[Optimize(Adam)] public partial class M { public volatile float[] V = []; public volatile Leaf[] P = []; public volatile "
            + "List<Leaf>? L; [Frozen] public volatile float F; }")]
    public async Task AVolatileFieldIsRefusedWhereAStepRefersToIt(string squiggle, string shape)
    {
        Compilation compilation = Shapes.Compile(Usings + shape + Types);
        await Shapes.AssertReported(compilation, squiggle.Length == 0 ? [] : ["FOPT0004 " + squiggle]);
        Assert.Empty(Shapes.InSource(compilation));
    }

    // A library that promises to be usable from every language: its own generated members are for C#.
    [Theory]
    [InlineData("CS3001, CS3024", "public partial class M { public float[] A = []; }")]
    [InlineData("", "public sealed partial class M { public float[] A = []; }")]
    [InlineData("", "internal partial class M { public float[] A = []; }")]
    [InlineData("", "[CLSCompliant(false)] public partial class M { public float[] A = []; }")]
    [InlineData("", "public partial struct M { public float A; }")]
    [InlineData("CS3005", "public sealed partial class M { public float gradients; }")]
    [InlineData("CS3003", "public sealed partial class M { [SparseGradient, Parameter(2, 3)] public float[] A = []; }")]
    [InlineData("CS3001, CS3002, CS3009, CS3024", "public partial class M : B { public float[] A = []; }")]
    [InlineData(
        "CS3001, CS3003, CS3024",
        "public partial class M { [SparseGradient] public float[,] A = new float[1, 2]; [Parameter(2, 3)] public partial Span<float> P { "
            + "get; } [Parameter] public partial float Q { get; set; } }")]
    public async Task AnAssemblyMayBeCompliant(string ids, string shape)
    {
        Compilation compilation = Shapes.Compile(
            Usings + $"[assembly: CLSCompliant(true)] namespace N; [Optimize(Adam)] {shape} [Optimize(Adam)] public partial class B {{ "
                + $"public float W; }}");
        Assert.Empty(Shapes.InSource(compilation));
        await Shapes.AssertReported(compilation);
        Assert.Equal(ids.Length == 0 ? "" : $"#pragma warning disable {ids}", Shapes.Pragma(Shapes.Part(compilation, "M")));
    }

    [Fact]
    public void TheCheckOfComplianceSeesAWarning()
    {
        Compilation compilation = Shapes.Compile(
            Usings + "[assembly: CLSCompliant(true)] [Optimize(Adam)] public partial class M { public float _a, b, B; }");
        Assert.Empty(Shapes.InGenerated(compilation));
        Assert.Equal(["CS3005", "CS3008"], Shapes.InSource(compilation).Select(d => d.Id).Distinct().Order());
        Assert.Equal(
            ["CS3001", "CS3005", "CS3008", "CS3024"], Shapes.InGenerated(WithoutPragma(compilation)).Select(d => d.Id).Distinct().Order());
    }

    private static Compilation WithoutPragma(Compilation compilation)
    {
        SyntaxTree part = compilation.SyntaxTrees.Single(t => t.FilePath.EndsWith("M.g.cs", StringComparison.Ordinal));
        string text = part.ToString();
        return compilation.ReplaceSyntaxTree(
            part, Testbed.Tree(text.Replace(Shapes.Pragma(text), "", StringComparison.Ordinal), part.FilePath));
    }
}
