using System;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using FusedOpt.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace FusedOpt.Generator.Tests;

/// <summary>
/// Numbers that do not learn, and numbers that learn without saying so, are never passed over in silence; all else is left alone.
/// </summary>
public class LearningTests
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Collections.Immutable;
        using System.Numerics;
        using System.Runtime.CompilerServices;
        using System.Runtime.InteropServices;
        using System.Threading;
        using System.Threading.Tasks;
        using FusedOpt;

        """;

    private const string Types = """
        public struct Pair { public float A, B; }
        public struct Property { public float A { get; set; } }
        public struct Nested { public int N; public Pair[] Pairs; }
        public struct Integers { public int A; public long[] B; public string C; }
        public struct Fixed { public DateTime D; public TimeSpan T; public Guid G; }
        public class Weights : List<float[]> { }
        public class Tape<T> { private readonly List<T> _items = []; public int Count => _items.Count; }
        public class Derived<T> : Tape<T> { }
        public class Logger<T> { public Action<T>? Write; public event Action<T>? Written; public void Log(T value) => Written?.Invoke(value); }
        public class Settings { public float Dropout; public float[] Rates = []; }
        public interface IReal<T> : IFloatingPointIeee754<T> where T : IReal<T> { }
        [Optimize(Adam)] public partial class Part { public float P; }
        [Optimize(Adam)] public partial struct Line { public float P; }
        public struct Holder { public Part Part; }

        """;

    [Theory]
    [InlineData("(float A, float B)", "write a field for each of its elements")]
    [InlineData("(float[] A, string B)[]", "write a field for each of its elements")]
    [InlineData("Tuple<int, double>", "write a field for each of its elements")]
    [InlineData("ValueTuple<float[]>", "write a field for each of its elements")]
    [InlineData("KeyValuePair<string, float[]>", "write a field for each of its elements")]
    [InlineData("Dictionary<string, float[]>", "write 'float[][]', and keep the index of each key in a dictionary")]
    [InlineData("IReadOnlyDictionary<int, double>", "write 'double[]', and keep the index of each key in a dictionary")]
    [InlineData("SortedList<string, List<float>>", "write 'float[][]', and keep the index of each key in a dictionary")]
    [InlineData("List<float>", "write 'float[]'")]
    [InlineData("List<float[]>", "write 'float[][]'")]
    [InlineData("List<float[,]>", "write 'float[][,]'")]
    [InlineData("List<Vector3>", "write 'Vector3[]'")]
    [InlineData("IList<float>", "write 'float[]'")]
    [InlineData("Queue<double>", "write 'double[]'")]
    [InlineData("LinkedList<float>", "write 'float[]'")]
    [InlineData("ImmutableArray<float>", "write 'float[]'")]
    [InlineData("Weights", "write 'float[][]'")]
    [InlineData("ReadOnlyMemory<float>", "write 'Memory<float>'")]
    [InlineData("ArraySegment<double>", "write 'Memory<double>'")]
    [InlineData("float?", "write 'float'")]
    [InlineData("Matrix4x4?", "write 'Matrix4x4'")]
    [InlineData("Lazy<float[]>", "write 'float[]'")]
    [InlineData("StrongBox<float>", "write 'float'")]
    [InlineData("Vector<float>", "write 'float[]'")]
    [InlineData("System.Runtime.Intrinsics.Vector256<double>[]", "write 'double[][]'")]
    [InlineData("decimal[,]", "write 'double[,]'")]
    [InlineData("NFloat", "write 'double'")]
    [InlineData("NFloat[]", "write 'double[]'")]
    [InlineData("Complex", "write the real and the imaginary parts as two fields of double or double[]")]
    [InlineData("List<Complex>", "write the real and the imaginary parts as two fields of double or double[]")]
    [InlineData("Pair", "write a field for each number in it, or make 'Pair' a model itself: a partial structure marked [Optimize]")]
    [InlineData("Pair[]", "write a field for each number in it, or make 'Pair' a model itself: a partial structure marked [Optimize]")]
    [InlineData("List<Pair>", "write a field for each number in it, or make 'Pair' a model itself: a partial structure marked [Optimize]")]
    [InlineData(
        "Dictionary<string, Pair[]>",
        "write a field for each number in it, or make 'Pair' a model itself: a partial structure marked [Optimize]")]
    [InlineData(
        "Property", "write a field for each number in it, or make 'Property' a model itself: a partial structure marked [Optimize]")]
    [InlineData("Nested", "write a field for each number in it, or make 'Nested' a model itself: a partial structure marked [Optimize]")]
    [InlineData("Tape<float>", "use float, double or Half, an array, memory or vector of them, or optimized models in an array or List")]
    [InlineData("Derived<float>", "use float, double or Half, an array, memory or vector of them, or optimized models in an array or List")]
    [InlineData(
        "System.Drawing.PointF", "use float, double or Half, an array, memory or vector of them, or optimized models in an array or List")]
    [InlineData(
        "Memory<List<float>>", "use float, double or Half, an array, memory or vector of them, or optimized models in an array or List")]
    [InlineData("T", "write float, double or Half instead of 'T', because the rule is compiled for one of them before 'T' is known")]
    [InlineData("T[]", "write float, double or Half instead of 'T', because the rule is compiled for one of them before 'T' is known")]
    [InlineData(
        "List<U[]>", "write float, double or Half instead of 'U', because the rule is compiled for one of them before 'U' is known")]
    [InlineData("V[,]", "write float, double or Half instead of 'V', because the rule is compiled for one of them before 'V' is known")]
    [InlineData(
        "Memory<R>", "write float, double or Half instead of 'R', because the rule is compiled for one of them before 'R' is known")]
    [InlineData("Dictionary<int, Part>", "write 'Part[]' or 'List<Part>', or a field for each model")]
    [InlineData("IEnumerable<Part>", "write 'Part[]' or 'List<Part>', or a field for each model")]
    [InlineData("Lazy<Part>", "write 'Part[]' or 'List<Part>', or a field for each model")]
    [InlineData("(Part A, int B)", "write 'Part[]' or 'List<Part>', or a field for each model")]
    [InlineData("Line[,]", "write 'Line[]' or 'List<Line>', or a field for each model")]
    [InlineData("Holder", "write a field for each model in it")]
    public async Task AFieldOfAnyOtherFormOfNumbersIsRefusedAndSaysWhatToWrite(string type, string instead)
    {
        string source = Model($"public {type} W = default!; public float B;");
        Diagnostic diagnostic = Assert.Single(await Reported(source));
        Assert.Equal(
            ("FOPT0005", "W", DiagnosticSeverity.Error), (diagnostic.Id, DiagnosticTests.Squiggle(diagnostic), diagnostic.Severity));
        Assert.EndsWith(
            $"', which cannot be optimized; {instead}, or mark the field [Frozen]", Message(diagnostic), StringComparison.Ordinal);
        Assert.Empty(await Reported(source.Replace("public " + type + " W", "[Frozen] public " + type + " W", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("public unsafe float* W;", "write 'Memory<float>'")]
    [InlineData(
        "public unsafe float** W;",
        "use float, double or Half, an array, memory or vector of them, or optimized models in an array or List")]
    [InlineData(
        "private Buffer W; [InlineArray(4)] private struct Buffer { private float _first; }",
        "make 'Buffer' at least internal, because its gradient is a member of another class")]
    public async Task AFieldThatPointsToNumbersIsRefused(string field, string instead)
    {
        Diagnostic diagnostic = Assert.Single(await Reported(Model(field + " public float B;")));
        Assert.Equal(("FOPT0005", "W"), (diagnostic.Id, DiagnosticTests.Squiggle(diagnostic)));
        Assert.Contains($"; {instead}, or mark", Message(diagnostic), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFixedBufferIsRefused()
    {
        Diagnostic diagnostic = Assert.Single(
            await Reported(Usings + "[Optimize(Adam)] public unsafe partial struct Model { public fixed float W[8]; public float B; }"));
        Assert.Equal(("FOPT0005", "W"), (diagnostic.Id, DiagnosticTests.Squiggle(diagnostic)));
        Assert.Equal(
            "'W' is of type 'fixed float[8]', which cannot be optimized; write 'float[]', or mark the field [Frozen]", Message(diagnostic));
    }

    [Theory]
    [InlineData("Func<float>")]
    [InlineData("Func<float[], float>")]
    [InlineData("Action<float>")]
    [InlineData("Predicate<double>")]
    [InlineData("EventHandler<float>")]
    [InlineData("Task<float>")]
    [InlineData("ValueTask<float[]>")]
    [InlineData("TaskCompletionSource<float>")]
    [InlineData("Task<Part>")]
    [InlineData("IEnumerable<float>")]
    [InlineData("IAsyncEnumerable<float[]>")]
    [InlineData("IEnumerator<float>")]
    [InlineData("IObservable<double>")]
    [InlineData("IProgress<float>")]
    [InlineData("IProgress<Part>")]
    [InlineData("Progress<float>")]
    [InlineData("IComparer<float>")]
    [InlineData("Comparer<float>")]
    [InlineData("EqualityComparer<float>")]
    [InlineData("IComparable<float>")]
    [InlineData("ThreadLocal<float[]>")]
    [InlineData("AsyncLocal<float>")]
    [InlineData("System.Threading.Channels.Channel<float>")]
    [InlineData("System.Buffers.ArrayPool<float>")]
    [InlineData("System.Diagnostics.Metrics.Histogram<double>")]
    [InlineData("System.Linq.Expressions.Expression<Func<float>>")]
    [InlineData("WeakReference<float[]>")]
    [InlineData("Logger<float>")]
    [InlineData("Settings")]
    [InlineData("Random")]
    [InlineData("object")]
    [InlineData("string[]")]
    [InlineData("List<int>")]
    [InlineData("Dictionary<string, int>")]
    [InlineData("(int A, string B)")]
    [InlineData("Integers[]")]
    [InlineData("Fixed")]
    [InlineData("int?")]
    [InlineData("nint")]
    [InlineData("Int128")]
    [InlineData("BigInteger")]
    [InlineData("DayOfWeek")]
    [InlineData("I[]")]
    [InlineData("Free[]")]
    public async Task AFieldThatStoresNoNumbersIsFree(string type) =>
        Assert.Empty(await Reported(Model($"public {type} W = default!; private {type} V = default!; public float B;")));

    [Theory]
    [InlineData("public event Action<float>? Changed; public void Raise() => Changed?.Invoke(1);")]
    [InlineData("public float Half => B / 2; public float[] Copy() => [B];")]
    [InlineData("public float Twice { get => 2 * B; set => B = value / 2; }")]
    [InlineData("public static float S; public const float C = 1; public static float[] T { get; } = [];")]
    [InlineData(
        "[Frozen] public float Rate { get; set; } [field: Frozen] public float[] Rates { get; init; } = []; [Frozen] private float[] "
            + "_scratch = [];")]
    [InlineData(
        "public int Epochs { get; set; } public string Name { get; } = \"\"; public Func<float>? Loss { get; set; } public Settings? "
            + "Settings { get; set; }")]
    [InlineData(
        "[Parameter] private float V; [Hyperparameter(\"beta1\", 0.5)] private float U; [SparseGradient] private float[,] S = new "
            + "float[2, 2]; [KeepDense] private float[,] D = new float[2, 2];")]
    [InlineData("internal float I; protected float P; protected internal float[] Q = []; private protected float[] R = [];")]
    [InlineData("private readonly Part _part = new(); private List<Part> _parts = [];")]
    public async Task AMemberThatIsNoParameterOrSaysWhatItIsIsFree(string members) =>
        Assert.Empty(await Reported(Model(members + " public float B;")));

    [Theory]
    [InlineData("float W { get; set; }")]
    [InlineData("float W { get; }")]
    [InlineData("float W { get; init; }")]
    [InlineData("float[] W { get; set; } = [];")]
    [InlineData("List<float> W { get; } = [];")]
    [InlineData("Vector3 W { get; private set; }")]
    [InlineData("(float A, float B) W { get; set; }")]
    [InlineData("T[] W { get; set; } = [];")]
    public async Task ANumberInAPropertyIsWarnedOf(string property)
    {
        string source = Model($"public {property} public float B;");
        Diagnostic diagnostic = Assert.Single(await Reported(source));
        Assert.Equal(
            ("FOPT0032", "W", DiagnosticSeverity.Warning), (diagnostic.Id, DiagnosticTests.Squiggle(diagnostic), diagnostic.Severity));
        Assert.Equal(
            "'W' is a property, so no step of 'Model' changes it; declare a field, or a partial property marked [Parameter], if it is to "
                + "learn, or mark it [Frozen] if not",
            Message(diagnostic));
        Assert.Empty(await Reported(source.Replace($"public {property}", $"[Frozen] public {property}", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task APositionalParameterOfARecordIsWarnedOf()
    {
        Diagnostic diagnostic = Assert.Single(
            await Reported(
                Usings + "[Optimize(Adam)] public partial record Model(float Rate, int Count, [property: Frozen] float Fixed) { public "
                    + "float B; }"));
        Assert.Equal(("FOPT0032", "Rate"), (diagnostic.Id, DiagnosticTests.Squiggle(diagnostic)));
        Assert.Equal(
            "'Rate' is a property of a positional record, so no step of 'Model' changes it; declare a field if it is to learn, or mark it "
                + "[property: Frozen] if not",
            Message(diagnostic));
    }

    [Theory]
    [InlineData("private float W;")]
    [InlineData("float W;")]
    [InlineData("private readonly float[] W = [];")]
    [InlineData("private Memory<double> W;")]
    [InlineData("private Vector3 W;")]
    [InlineData("private Half[][] W = [];")]
    public async Task APrivateFieldOfNumbersIsAskedWhatItIs(string field)
    {
        string source = Model(field + " public float B;");
        Diagnostic diagnostic = Assert.Single(await Reported(source));
        Assert.Equal(
            ("FOPT0029", "W", DiagnosticSeverity.Warning), (diagnostic.Id, DiagnosticTests.Squiggle(diagnostic), diagnostic.Severity));
        Assert.Equal(
            "'W' is private, and a step of 'Model' changes it like every field of numbers; mark it [Parameter] if it is to learn, or "
                + "[Frozen] if no step should change it",
            Message(diagnostic));
        Assert.Empty(await Reported(source.Replace(field, "[Parameter] " + field, StringComparison.Ordinal)));
        Assert.Empty(await Reported(source.Replace(field, "[Frozen] " + field, StringComparison.Ordinal)));
    }

    [Fact]
    public void APrivateFieldLearnsUntilItIsFrozen()
    {
        string Generated(string mark) =>
            Testbed.Generate(Usings + $"[Optimize(Adam)] public partial class Model {{ {mark} private float W; public float B; }}")
                .GetRunResult().GeneratedTrees
                .Single(t => !Testbed.IsKernel(t))
                .ToString();
        Assert.Contains("ref W,", Generated(""), StringComparison.Ordinal);
        Assert.Contains("ref W,", Generated("[Parameter]"), StringComparison.Ordinal);
        Assert.DoesNotContain("ref W,", Generated("[Frozen]"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[Parameter] public float W;", "Parameter")]
    [InlineData("[Parameter(WeightDecay = 0)] public float[] W = [];", "Parameter(WeightDecay = 0)")]
    [InlineData("[SparseGradient] public float[,] W = new float[2, 2];", "SparseGradient")]
    [InlineData("[KeepDense] public float[,] W = new float[2, 2];", "KeepDense")]
    [InlineData("[Frozen] public float W;", "Frozen")]
    [InlineData("[Frozen] public float W { get; set; }", "Frozen")]
    [InlineData("[field: Parameter] public float W { get; set; }", "Parameter")]
    [InlineData("[Hyperparameter(\"beta1\", 0.5)] public float W;", "Hyperparameter(\"beta1\", 0.5)")]
    public async Task AnAttributeOfAParameterInAClassThatIsNotOptimizedHasNoEffect(string member, string squiggle)
    {
        string name = squiggle.Split('(')[0];
        foreach (string kind in new[] { "class", "struct", "record" })
        {
            Diagnostic diagnostic = Assert.Single(await Reported(Usings + $"public {kind} Model {{ public Model() {{ }} {member} }}"));
            Assert.Equal(
                ("FOPT0030", squiggle, DiagnosticSeverity.Error),
                (diagnostic.Id, DiagnosticTests.Squiggle(diagnostic), diagnostic.Severity));
            Assert.Equal(
                $"[{name}] on 'W' has no effect, because 'Model' is not marked [Optimize]; mark it, or remove [{name}]",
                Message(diagnostic));
        }
    }

    [Fact]
    public async Task TheFieldsOfAnUnmarkedDerivedClassAreNamed()
    {
        const string Base = "[Optimize(Adam)] public partial class Layer { public float W; } ";
        Diagnostic diagnostic = Assert.Single(
            await Reported(
                Usings + Base + "public class Gated : Layer { public float Gate; private float[] _bias = []; public int N; public static "
                    + "float S; public Layer? Inner; [Frozen] public float F; }"));
        Assert.Equal(
            ("FOPT0031", "Gate", DiagnosticSeverity.Error), (diagnostic.Id, DiagnosticTests.Squiggle(diagnostic), diagnostic.Severity));
        Assert.Equal(
            "No step changes 'Gate', '_bias' and 'Inner', because 'Gated' is not marked [Optimize] as its base class 'Layer' is; mark "
                + "'Gated' [Optimize], or the fields [Frozen]",
            Message(diagnostic));

        Assert.Equal(
            "FOPT0031",
            Assert.Single(
                await Reported(
                    Usings + Base + "public class Middle : Layer { } public class Last : Middle { public List<float> L = []; }")).Id);
        Assert.Empty(
            await Reported(
                Usings + Base + "public class Gated : Layer { [Frozen] public float Gate; public int N; public Func<float>? F; }"));
        Assert.Empty(await Reported(Usings + Base + "[Optimize(Adam)] public partial class Gated : Layer { public float Gate; }"));
    }

    [Theory]
    [InlineData("FOPT0032", "class Gated : Layer { public float W2 { get; set; } }")]
    [InlineData("FOPT0032", "class Gated : Middle { public List<float> W2 { get; } = []; }")]
    [InlineData("FOPT0018", "class Gated : Layer { public Layer W2 { get; } = new(); }")]
    [InlineData("FOPT0032", "record Gated(float W2) : Point;")]
    [InlineData("", "record Gated([property: Frozen] float W2) : Point;")]
    [InlineData(
        "",
        "class Gated : Layer { [Frozen] public float W2 { get; set; } public float Sum => W; public int N { get; set; } public static "
            + "float S { get; set; } }")]
    [InlineData("", "class Gated { public float W2 { get; set; } }")]
    public async Task ThePropertiesOfAnUnmarkedDerivedClassAreNamed(string id, string declaration)
    {
        const string Bases = "[Optimize(Adam)] public partial class Layer { public float W; } public class Middle : Layer { } "
            + "[Optimize(Adam)] public partial record Point { public float W; } ";
        Diagnostic[] found = await Reported(Usings + Bases + "public " + declaration);
        Assert.Equal(
            id.Length == 0 ? [] : [(id, "W2", DiagnosticSeverity.Warning)],
            found.Select(d => (d.Id, DiagnosticTests.Squiggle(d), d.Severity)));
    }

    [Theory]
    [InlineData(
        "FOPT0030",
        "[Parameter] public static float A;",
        "Parameter",
        "[Parameter] on 'A' has no effect, because it is static, and a parameter belongs to an instance; remove static, or remove "
            + "[Parameter]")]
    [InlineData(
        "FOPT0030",
        "[SparseGradient] private static readonly float[,] A = new float[2, 3];",
        "SparseGradient",
        "[SparseGradient] on 'A' has no effect, because it is static, and a parameter belongs to an instance; remove static, or remove "
            + "[SparseGradient]")]
    [InlineData(
        "FOPT0030",
        "[Parameter] public const float A = 1;",
        "Parameter",
        "[Parameter] on 'A' has no effect, because it is a constant; declare a field that is none, or remove [Parameter]")]
    [InlineData(
        "FOPT0016",
        "[Parameter] public static float A { get; set; }",
        "A",
        "'A' cannot be a parameter: it is static, and a parameter belongs to an instance")]
    [InlineData(
        "FOPT0016",
        "[Parameter, Frozen] public partial float A { get; set; }",
        "A",
        "'A' cannot be a parameter: it is marked [Frozen], too; keep one of the two attributes")]
    [InlineData(
        "FOPT0005",
        "[KeepDense] public int A;",
        "A",
        "'A' is of type 'int', which cannot be optimized; use float, double or Half, an array, memory or vector of them, or optimized "
            + "models in an array or List, or remove the attribute")]
    [InlineData(
        "FOPT0005",
        "[Hyperparameter(\"beta1\", 0.5)] public string A = \"\";",
        "A",
        "'A' is of type 'string', which cannot be optimized; use float, double or Half, an array, memory or vector of them, or optimized "
            + "models in an array or List, or remove the attribute")]
    public async Task AnAttributeOfAParameterOnWhatCannotLearnIsRefused(string id, string member, string squiggle, string message)
    {
        Diagnostic diagnostic = Assert.Single(
            await Reported(Usings + $"[Optimize(Adam)] public partial class Model {{ public float W; {member} }}"));
        Assert.Equal(
            (id, squiggle, message, DiagnosticSeverity.Error),
            (diagnostic.Id, DiagnosticTests.Squiggle(diagnostic), Message(diagnostic), diagnostic.Severity));
    }

    [Fact]
    public async Task WhatIsFrozenOrSharedWithoutSuchAnAttributeIsLeftAlone() => Assert.Empty(await Reported(
        Usings + "[Optimize(Adam)] public partial class Model { public float W; [Frozen] public static float S; [Frozen] private const "
            + "float C = 1; [Parameter(2, 3), Frozen] public float[] F = []; public static float[] T = []; }"));

    [Fact]
    public async Task ADerivedClassOfAnotherProjectIsNoDifferent()
    {
        MetadataReference library = Testbed.Emit(
            Testbed.WithGenerated(Testbed.Compile(Usings + "[Optimize(Adam)] public partial class Layer { public float W; }")));
        Assert.Equal(
            "FOPT0031",
            Assert.Single(
                await Testbed.Analyze(
                    Testbed.Compile(Usings + "public class Gated : Layer { public float Gate; }", null, null, library))).Id);
    }

    [Theory]
    [InlineData(
        "class Model { public float W { get; set; } public List<float> L { get; } = []; }", ": 'W' is a property and 'L' is a property")]
    [InlineData("record Model(float W);", ": 'W' is a property of a positional record")]
    [InlineData(
        "class Model<T> { public T[] W = []; public T? V; }",
        ": 'W' is of type 'T[]', and 'T' may be no number and 'V' is of type 'T?', and 'T' may be no number")]
    [InlineData("class Model(float[] w) { public float First => w[0]; }", ": 'w' is a parameter of the constructor")]
    [InlineData("class Model : Base { }", ": 'I' is inherited from 'Base', which is not marked [Optimize]")]
    [InlineData(
        "class Model { public Inner I = new(); } public class Inner { public float W; }",
        ": 'I' is of class 'Inner', which is not marked [Optimize]")]
    [InlineData("class Model { public const float C = 1; public static float[] S = []; }", ": 'C' is a constant and 'S' is static")]
    [InlineData("class Model { public int[] Codes = []; }", ": 'Codes' is of type 'int[]', which is not floating-point")]
    [InlineData(
        "class Model { [Frozen] public float A; [Frozen] public Part? B; [Frozen] public float[] C { get; set; } = []; [Frozen] public "
            + "float D; }",
        ": 'A' is [Frozen], 'B' is [Frozen] and 'C' is [Frozen]")]
    [InlineData("class Model { public string Name = \"\"; }", "")]
    public async Task AClassWithoutParametersSaysWhichMembersAreNoneAndWhy(string declaration, string why)
    {
        Diagnostic diagnostic = Assert.Single(
            await Reported(
                Usings + Types
                    + "public class Base { public float I; private float _h = 1; public float H => _h; } [Optimize(Adam)] public partial "
                    + declaration));
        Assert.Equal("FOPT0003", diagnostic.Id);
        Assert.Equal(
            $"'Model' has no parameter{why}; declare an instance field of numbers, such as float or float[], or of other optimized "
                + "models, that is not [Frozen]",
            Message(diagnostic));
    }

    private static string Model(string members) => Usings + Types + $$"""
        [Optimize(Adam)]
        public partial class Model<T, U, V, R, I, Free>
            where T : struct, IFloatingPointIeee754<T>
            where U : INumber<U>
            where V : U
            where R : unmanaged, IReal<R>
            where I : struct, IBinaryInteger<I>
            where Free : unmanaged
        {
            {{members}}
        }
        """;

    private static string Message(Diagnostic diagnostic) => diagnostic.GetMessage(CultureInfo.InvariantCulture);

    private static async Task<Diagnostic[]> Reported(string source)
    {
        CSharpCompilation compilation = Testbed.Compile(
            source,
            null,
            new(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
        return [.. await Testbed.Analyze(Testbed.WithGenerated(compilation))];
    }
}
