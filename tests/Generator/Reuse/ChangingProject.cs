using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FusedOpt.Generator.Tests.Reuse;

/// <summary>A project of a dozen classes, in which every edit chooses another alternative at one place: «one|another».</summary>
internal sealed class ChangingProject
{
    private static readonly (string Path, string Text)[] Files =
    [
        ("Usings.cs", Testbed.GlobalUsing + " «|global using Number = float;|global using Number = double;»"),
        ("Assembly.cs", "«|[assembly: System.CLSCompliant(true)]|[assembly: System.Diagnostics.CodeAnalysis.Experimental(\"X1\")]»"),
        ("Consts.cs", """
            namespace M;
            «|[System.Obsolete] »public static class Consts
            {
                public const double Beta = «0.8|0.85|2.0»;
                public const int Rows = «4|5|0»;
                public static int Body() { return «1|2»; }
            }
            """),
        ("First.cs", """
            using FusedOpt;
            namespace M;
            /// <summary>«One|Another».</summary>
            [Optimize(«Adam|Lion», Beta1 = Consts.Beta)] «|[GuardGradients(SkipNonFinite = true)] |[Prune(Sparsity = 0.5)] »
            public partial class First
            {
                public float[,] W = new float[1, 1];
                «|public float B;|public double B;|private float _b;|public float Step;|[Frozen] public float B;»
                public int Answer() { «return 1;|return Consts.Rows;|float ParameterGradients = 0; return (int)ParameterGradients;» }
                public First() { «|Answer();» }
            }
            """),
        ("FirstMore.cs", "using FusedOpt;\nnamespace M; «|[SumGradients] »partial «class|class|struct» First { «|public float Extra;|public const float Extra = 1;» int More() => «1|2»; }"),
        ("Second.cs", """
            using FusedOpt;
            «|using static M.Consts;»
            namespace M;
            [Optimize(SgdMomentum)]
            public partial class Second : «Base|First|object»
            {
                [Parameter(«Consts.Rows|Rows|4», 3)] public float[] T = [];
                public Four F;
                public «Structure|First|Third|Late» P;
                «|public Wrapper U;|public Vec V;|public Number N;|public System.Half H;»
            }
            """),
        ("Base.cs", "namespace M; public class Base { «|protected int LearningRate;|public float[] Q = [];|private int Gradients;» public virtual void «Other|Train»() { } }"),
        ("Four.cs", "namespace M; [System.Runtime.CompilerServices.InlineArray(«4|8»)] «public|file» struct Four { private «float|double|int» _element; }"),
        ("Wrapper.cs", "namespace M; public struct Wrapper { public «int|float|Vec» A; public int Get() => «1|2»; }"),
        ("Vec.cs", "namespace «M|N»; «public|internal» struct Vec { public «int|float» A; }"),
        ("Structure.cs", "using FusedOpt;\nnamespace M; «[Optimize(Sgd)]|[Optimize(Sgd, LearningRate = 0.5)]|» public partial struct Structure { public «float|double» A; }"),
        ("Own.cs", """
            using FusedOpt;
            namespace M;
            [UpdateRule]
            public static partial class Own
            {
                private const float Half = «0.5f|0.25f»;
                public static void Update(ref float parameter, float gradient, double learningRate = «0.1|0.2»)
                {
                    parameter «-=|+=» Scale((float)learningRate) * gradient«|.Twice()»;
                }

                private static float Scale(float x) => x * «Half|Numbers.Two|2f|(float)Numbers.Choose()»;
            }
            """),
        ("Numbers.cs", "namespace M; static class Numbers { public const float Two = «2f|3f»; public static double Choose() => «1|2»; «|public static float Twice(this float x) => 2 * x;» }"),
        ("Third.cs", """
            using FusedOpt;
            «|#nullable disable»
            namespace M;
            [Optimize(typeof(«Own|Numbers|Missing»))] «|[Schedule(nameof(Rate))] »
            public partial class Third
            {
                public float[]«|?»[] W = [];
            #if FLAG
                public float Flagged;
            #endif
                public «FusedOpt.Schedules.ISchedule|int» Rate { get; set; } = default!;
                «|public Late L;|public First.ParameterGradients G;|public float Auto { get; set; }|public float Auto => 1;»
            }
            """),
        ("Outer.cs", """
            namespace M;
            public partial class Outer
            {
                private const int N = «3|6»;
                [FusedOpt.Optimize(«Lion|Adagrad»)]
                private partial class Nested { [FusedOpt.Parameter(«N|Consts.Rows»)] public System.Memory<float> Memory; int Get() { «return 1|return N»; } }
            }
            """),
        ("Generic.cs", "namespace M; [FusedOpt.Optimize(Adam)] «public|internal» «sealed |»partial class Generic<T> where T : «First|Second|class» { public T «A|a» = default!; public float W; }"),
        ("Derived.cs", "namespace M; [FusedOpt.Optimize(Adam)] public partial class Derived : «Second|First|Generic<First>» { public float «Own|W»; }"),
        ("Idle.cs", "namespace M; public class Idle«|: First» { «[FusedOpt.Frozen] |[FusedOpt.Parameter] |» public float A; void Body() { «|int x = 1;» } }"),
        ("Shadow.cs", "{|namespace M { public struct Single { } }|namespace M { public class generic<T> { } }|namespace M { public class FrozenAttribute : System.Attribute { } }|namespace m { class X { } }|partial class {}"),
        ("Other.g.cs", "«|namespace M { public partial class Third { public float FromOther; } }|namespace M { [FusedOpt.Optimize(Adam)] public partial class Late { public float A; } }|namespace M { public class Late { public float[] A; } }»"),
    ];

    private static readonly (string Path, string[][] Pieces)[] Parts = [.. Files.Select(f => (f.Path, Split(f.Text)))];
    private static readonly (int File, int Piece)[] Places =
    [
        .. Parts.SelectMany((p, file) => Enumerable.Range(0, p.Pieces.Length)
            .Where(i => p.Pieces[i].Length > 1)
            .Select(piece => (file, piece))),
    ];

    private readonly Random _random;
    private readonly Dictionary<(int File, int Piece), int> _choices = [];

    public ChangingProject(int seed)
    {
        _random = new(seed);
        Compilation = Testbed.Compile("").RemoveAllSyntaxTrees().AddSyntaxTrees(Enumerable.Range(0, Parts.Length).Select(Tree));
    }

    public CSharpCompilation Compilation { get; private set; }

    /// <summary>Makes an edit, or a few at once. Returns what was done, in words.</summary>
    public string Edit()
    {
        string what = EditOnce();
        return _random.Next(4) == 0 ? what + "; " + EditOnce() : what;
    }

    private string EditOnce()
    {
        switch (_random.Next(24))
        {
            case 0:
                NullableContextOptions nullable = Compilation.Options.NullableContextOptions == NullableContextOptions.Enable
                    ? NullableContextOptions.Disable
                    : NullableContextOptions.Enable;
                Compilation = Compilation.WithOptions(Compilation.Options.WithNullableContextOptions(nullable));
                return "nullable";
            case 1:
                MetadataReference[] references = [.. Compilation.References];
                MetadataReference runtime = references.First(r => r.Display!.EndsWith("FusedOpt.dll", StringComparison.Ordinal));
                MetadataReferenceProperties aliases = new(aliases: _random.Next(2) == 0 ? [] : ["Other"]);
                PortableExecutableReference other = MetadataReference.CreateFromFile(typeof(IOptimizable).Assembly.Location, aliases);
                Compilation = Compilation.ReplaceReference(runtime, other);
                return "reference";
            case 2:
                CSharpParseOptions language = Testbed.CSharp13.WithPreprocessorSymbols(_random.Next(2) == 0 ? Array.Empty<string>() : ["FLAG"]);
                SyntaxTree[] trees =
                    [.. Compilation.SyntaxTrees.Select(t => CSharpSyntaxTree.ParseText(t.ToString(), language, t.FilePath))];
                Compilation = Compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(trees);
                return "symbols";
            case 3:
                Compilation = Compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(Compilation.SyntaxTrees.Reverse());
                return "order";
            case 4:
                SyntaxTree some = Compilation.SyntaxTrees[_random.Next(Compilation.SyntaxTrees.Length)];
                Compilation = Compilation.RemoveSyntaxTrees(some);
                return "removed " + some.FilePath;
            case 5:
                int missing = Array.FindIndex(Parts, p => Compilation.SyntaxTrees.All(t => t.FilePath != p.Path));
                if (missing < 0)
                    return "nothing";
                Compilation = Compilation.AddSyntaxTrees(Tree(missing));
                return "added " + Parts[missing].Path;
            default:
                (int File, int Piece) place = Places[_random.Next(Places.Length)];
                int count = Parts[place.File].Pieces[place.Piece].Length;

                // The first alternative is one that fits the others.
                _choices[place] = _random.Next(2) == 0 ? 0 : _random.Next(count);
                string path = Parts[place.File].Path;
                if (Compilation.SyntaxTrees.FirstOrDefault(t => t.FilePath == path) is { } old)
                    Compilation = Compilation.ReplaceSyntaxTree(old, Tree(place.File));
                return $"{path}: {Parts[place.File].Pieces[place.Piece][_choices[place]]}";
        }
    }

    private SyntaxTree Tree(int file) => CSharpSyntaxTree.ParseText(
        string.Concat(Parts[file].Pieces.Select((alternatives, piece) => alternatives[_choices.GetValueOrDefault((file, piece))])),
        Compilation?.SyntaxTrees.FirstOrDefault()?.Options as CSharpParseOptions ?? Testbed.CSharp13,
        Parts[file].Path);

    private static string[][] Split(string text) => [.. text.Split('«', '»').Select((piece, i) => i % 2 == 0 ? [piece] : piece.Split('|'))];
}
