using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using FusedOpt.Generator.Diagnostics;
using FusedOpt.Generator.Frontend;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Lowering;
using FusedOpt.Generator.Model;
using FusedOpt.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace FusedOpt.Generator.Tests;

/// <summary>A project has each kernel once, under a name that says what the kernel depends on.</summary>
public class KernelTests
{
    private const string Usings = "using FusedOpt;\nusing FusedOpt.Transforms;\nusing FusedOpt.Averages;\n";

    private const string Models = Usings + """
        [Optimize(Adam)] public partial class First { public float[] W = []; }
        [Optimize(Adam)] public partial class Second<T> { public float[] W = []; public T? Other; }
        public partial class Outer<T>
        {
            [Optimize(Adam, LearningRate = 0.5)] internal partial struct Inner { public float W; public System.Half[] H; }
        }
        """;

    [Fact]
    public void ClassesThatAreSteppedAlikeShareOneKernel()
    {
        Compilation compilation = Testbed.WithGenerated(Testbed.Compile(Models));
        Assert.Empty(Testbed.Problems(compilation));
        Assert.Equal(["AdamFloat", "AdamFloat.Half"], Kernels(compilation));
    }

    [Theory]
    [InlineData("Adam", "AdamFloat")]
    [InlineData("Adam, LearningRate = 0.5, NoiseSeed = 3", "AdamFloat")]
    [InlineData("Adam, Beta1 = 0.9", "AdamFloat")]
    [InlineData("Adam, Beta1 = 0.8, AmsGrad = true", "AdamFloat_Beta1_0_8_AmsGrad_True")]
    [InlineData("Adam, Epsilon = 1e-12", "AdamFloat_Epsilon_1eMinus12")]
    [InlineData("Adam, FastMath = true", "AdamFloat_FastMath")]
    [InlineData("typeof(FusedOpt.Rules.AdamRule)", "AdamFloat")]
    [InlineData("typeof(Adam)", "Adam_Float")]
    [InlineData("typeof(My.Rules.Adam)", "My_Rules_Adam_Float")]
    [InlineData("typeof(My_Rules.Adam)", "My__Rules_Adam_Float")]
    [InlineData("typeof(FusedOpt.Extras.Adam)", "FusedOpt_Extras_Adam_Float")]
    [InlineData("typeof(Odd)", "Odd_Float")]
    [InlineData("Adam), Transform(typeof(ClipByNorm), MaxNorm = 2", "AdamFloat_WithClipByNorm_MaxNorm_2")]
    [InlineData("Adam), GuardGradients(MaxNorm = 2", "AdamFloat_Guarded")]
    public void TheNameSaysWhatTheKernelDependsOn(string attribute, string name)
    {
        const string Update = "public static void Update(ref float p, float g, double learningRate = 1)";
        const string Rules = $$"""
            [UpdateRule] public static partial class Adam { {{Update}} { p -= (float)learningRate * g; } }
            [UpdateRule] public static partial class Odd
            {
                {{Update}} { float odd_Float = (float)(learningRate * 2); p -= odd_Float * g; }
            }
            namespace FusedOpt.Extras
            {
                [UpdateRule] public static partial class Adam { {{Update}} { p -= (float)learningRate * g * 4; } }
            }
            namespace My.Rules
            {
                [UpdateRule] public static partial class Adam { {{Update}} { p -= (float)learningRate * g * 2; } }
            }
            namespace My_Rules
            {
                [UpdateRule] public static partial class Adam { {{Update}} { p -= (float)learningRate * g * 3; } }
            }
            """;
        Compilation compilation = Testbed.WithGenerated(
            Testbed.Compile(
                Usings + $"[Optimize({(attribute.StartsWith("Adam", StringComparison.Ordinal) ? "Optimizer." : "")}{attribute})] public "
                    + $"partial class Model {{ public float W; }}\n{Rules}"));
        Assert.Empty(Testbed.Problems(compilation));
        Assert.Equal([name], Kernels(compilation));
    }

    [Fact]
    public void TheKernelInTheArchitectureIsTheOnePrinted()
    {
        const string Source = "public partial class Model { public float[] Weights = new float[64]; }";
        var compilation = Testbed.Compile(Usings + "[Optimize(MomentumEma, LearningRate = 0.1)] " + Source);
        INamedTypeSymbol type = compilation.GetTypeByMetadataName("Model")!;
        TargetModel target = TargetReader.Read(type, compilation, new DiagnosticBag(), CancellationToken.None)!;
        string text = KernelPrinter.Print(Assert.Single(TargetCompiler.Compile(target).Kernels));
        string indented = string.Concat(text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => $"   {line}\n"));
        Assert.Contains(indented, File.ReadAllText(Path.Combine(Root(), "docs", "architecture.md")), StringComparison.Ordinal);
    }

    private static string Root([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", ".."));

    // More kernels than are remembered: that of the first field has been forgotten when the last asks for it.
    [Fact]
    public void FieldsOfOneKernelShareTheirRemarkThoughItWasForgottenInBetween()
    {
        string between = string.Concat(
            Enumerable.Range(0, 300).Select(i => $"[Hyperparameter(\"beta1\", 0.5{i:000})] public float F{i};\n"));
        string text = Testbed.Generate(
            $"{Usings}[Optimize(Adam)] public partial class Model {{ public float First; {between} public float Last; }}")
            .GetRunResult().Results[0].GeneratedSources
            .Single(s => s.HintName == "Model.g.cs").SourceText
            .ToString();
        Assert.Contains("<para>Sweeps: First and Last: ", text, StringComparison.Ordinal);
        Assert.Contains("<para>Sweeps: F1: ", text, StringComparison.Ordinal);
    }

    [Fact]
    public void ALongNameIsCutAndStaysOneOfItsOwn()
    {
        string Model(string name, double last) =>
            $"[Optimize(Adam, Beta1 = 0.123456789012345, Beta2 = 0.123456789012345, Epsilon = 0.00123456789012345, WeightDecay = {last})] "
                + $"public partial class {name} {{ public float W; }}\n";
        Compilation compilation = Testbed.WithGenerated(Testbed.Compile(Usings + Model("A", 0.25) + Model("B", 0.5)));
        Assert.Empty(Testbed.Problems(compilation));
        string[] names = [.. Kernels(compilation)];
        Assert.Equal(2, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(names, n => Assert.InRange(n.Length, 80, 90));
    }

    [Fact]
    public void NamesThatDifferInCaseAreTwoFiles()
    {
        string Rule(string name, string parameter) =>
            $"[UpdateRule] public static partial class {name} {{ public static void Update(ref float p, float g, double learningRate = 1, "
                + $"double {parameter} = 1) {{ p -= (float)(learningRate * {parameter}) * g; }} }}\n"
            + $"[Optimize(typeof({name}))] public partial class Of{name} {{ public float W; }}\n";
        string source = Usings + Rule("Tone", "x") + Rule("tone", "e\u0301")
            + "[Optimize(typeof(tone))] public partial class Other { [Parameter, Hyperparameter(\"e\u0301\", 2)] public float W; }";
        Compilation compilation = Testbed.WithGenerated(Testbed.Compile(source));
        Assert.DoesNotContain(Testbed.Problems(compilation), d => d.Id != "CS8981");
        string[] names = [.. Kernels(compilation)];
        Assert.Equal(3, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Contains("tone_Float_E_u0301_2", names);
    }

    // Equal kernels under one name in two projects, of which one sees the internals of the other.
    [Theory]
    [InlineData("App", false)]
    [InlineData("App", true)]
    [InlineData("Math", true)]
    [InlineData("System", true)]
    [InlineData("my-app 1", true)]
    public void ProjectsThatSeeEachOthersInternalsHaveTheirOwnKernels(string name, bool asSource)
    {
        CSharpCompilation library = Testbed.Compile(
            $"using FusedOpt;\n[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"{name}\")]\nnamespace Library {{ "
                + $"[Optimize(Adam)] public partial class Layer {{ public float[] W = []; }} }}");
        Compilation first = Testbed.WithGenerated(library);
        MetadataReference reference = asSource ? first.ToMetadataReference() : Testbed.Emit(first);
        CSharpCompilation app = Testbed.Compile(
            Usings + "[Optimize(Adam)] public partial class Model { public float[] W = []; public Library.Layer Layer = new(); }",
            null,
            null,
            reference)
            .WithAssemblyName(name);
        Compilation second = Testbed.WithGenerated(app);
        Assert.Empty(Testbed.Problems(first));
        Assert.Empty(Testbed.Problems(second));
        Assert.Equal(Kernels(first), Kernels(second));

        // The control: the app does see the library's kernel.
        INamedTypeSymbol kernel = second.GetTypeByMetadataName("FusedOpt.Generated.ProjectKernels.AdamFloat")!;
        Assert.True(second.IsSymbolAccessibleWithin(kernel, second.Assembly));
    }

    [Fact]
    public void ARuleOfAnotherAssemblyHasOneKernelHere()
    {
        Compilation rules = Testbed.WithGenerated(Testbed.Compile(
            Usings + "namespace Rules { [UpdateRule] public static partial class Plain { public static void Update(ref float p, float g, "
                + "double learningRate = 1, double share = 0.5) { p -= (float)(learningRate * share) * g; } } "
                + "}").WithAssemblyName("Rules"));
        Compilation compilation = Testbed.WithGenerated(Testbed.Compile(
            Usings + "[Optimize(typeof(Rules.Plain))] public partial class A { public float[] W = []; } [Optimize(typeof(Rules.Plain))] "
                + "public partial class B { public float[] W = []; [Parameter, Hyperparameter(\"share\", 0.25)] public float V; }",
            null,
            null,
            Testbed.Emit(rules)));
        Assert.Empty(Testbed.Problems(compilation));
        Assert.Equal(["Rules_Plain_Float", "Rules_Plain_Float_Share_0_25"], Kernels(compilation));
    }

    private static IEnumerable<string> Kernels(Compilation compilation) => compilation.SyntaxTrees
        .Where(Testbed.IsKernel)
        .Select(t => Path.GetFileName(t.FilePath)["FusedOpt.Generated.".Length..^".g.cs".Length])
        .Order(StringComparer.Ordinal);
}
