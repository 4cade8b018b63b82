using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using System.Threading.Tasks;
using FusedOpt.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Xunit;

namespace FusedOpt.Generator.Tests;

/// <summary>
/// The hooks, members that derived classes override, are in the API of a class only if a class of another assembly can derive from it.
/// </summary>
public class HookTests
{
    private const string Members = "Gradients, LearningRate, Step, StepAndZeroGradients, StepCount, ZeroGradients; Gradients.Weights";
    private const string Protected = "FusedOptApply, FusedOptCreateGradients, FusedOptPrepare, FusedOptVisit, Gradients.ctor";

    [Theory]
    [InlineData("public sealed partial class Model { public float[] Weights = []; }", "")]
    [InlineData("public partial struct Model { public float[] Weights; }", "")]
    [InlineData("internal partial class Model { public float[] Weights = []; }", "")]
    [InlineData("public partial class Model { private protected Model() { } public float[] Weights = []; }", "")]
    [InlineData("public partial class Model { public float[] Weights = []; private Model() { } internal Model(int x) { } }", "")]
    [InlineData("public partial class Model { public float[] Weights = []; }", Protected)]
    [InlineData("public partial class Model { public float[] Weights = []; protected Model() { } }", Protected)]
    [InlineData("public abstract partial class Model { public float[] Weights = []; }", Protected)]
    public void AnOrdinaryClassHasWhatItsUsersCall(string declaration, string hooks)
    {
        Compilation compilation = Shapes.Compile("using FusedOpt; [Optimize(Adam)] " + declaration);
        Assert.Empty(Testbed.Problems(compilation));
        INamedTypeSymbol model = compilation.GetTypeByMetadataName("Model")!;
        INamedTypeSymbol gradients = model.GetTypeMembers("ParameterGradients").Single();
        ISymbol[] members = [.. Visible(model).Where(m => m.Name != "Weights"), .. Visible(gradients)];
        Assert.Equal(Members, Named(members.Where(m => m.DeclaredAccessibility == Accessibility.Public)));
        ISymbol[] seen = [.. members.Where(m => m.DeclaredAccessibility != Accessibility.Public)];
        Assert.Equal(hooks, Named(seen).Replace("; ", ", ", StringComparison.Ordinal));
        Assert.All(seen, m => Assert.Contains(m.GetAttributes(), a => a.AttributeClass!.Name == "EditorBrowsableAttribute"));
    }

    [Fact]
    public void AContainingTypeHidesThemToo()
    {
        Compilation compilation = Shapes.Compile("""
            using FusedOpt;
            internal partial class Hidden { [Optimize(Adam)] public partial class Model { public float W; } }
            public partial class Shown
            {
                [Optimize(Adam)] protected partial class Model { public float W; }
                [Optimize(Adam)] private protected partial class Own { public float W; }
            }
            """);
        Assert.Empty(Testbed.Problems(compilation));
        bool IsShown(string name) => Visible(compilation.GetTypeByMetadataName(name)!).Any(m => m.Name == "FusedOptApply");
        Assert.Equal((false, true, false), (IsShown("Hidden+Model"), IsShown("Shown+Model"), IsShown("Shown+Own")));
    }

    // A class with each option that brings a hook, and a class that derives from it by way of one that is not optimized.
    [Theory]
    [InlineData("public partial class Base { SCHEDULE public float V; public Part P = new(); }")]
    [InlineData("public partial class Base { SCHEDULE public float V; public Part P = new(); internal Base() { } }")]
    [InlineData("public partial record Base { SCHEDULE public float V; public Part P = new(); private protected Base() { } }")]
    [InlineData("public partial class Base<T> { SCHEDULE public float V; public Part P = new(); private protected Base() { } }")]
    public async Task DerivedClassesOverrideThem(string declaration)
    {
        string keyword = declaration.Contains("record", StringComparison.Ordinal) ? "record" : "class";
        string name = declaration.Contains("<T>", StringComparison.Ordinal) ? "Base<int>" : "Base";
        string guard = keyword == "class" ? ", GuardGradients(MaxNorm = 1)" : "";
        const string Friends = """
            using FusedOpt;
            [assembly: System.Runtime.CompilerServices.InternalsVisibleTo("Project1")]
            [assembly: System.Runtime.CompilerServices.InternalsVisibleTo("Project2")]

            """;
        const string Rate =
            "public static readonly FusedOpt.Schedules.ISchedule Rate = new FusedOpt.Schedules.Constant(0.5);";
        string library = $$"""
            [Optimize(Adam){{guard}}] public sealed partial class Part { public float W; }
            [Optimize(ScheduleFreeAdamW), Schedule(nameof(Rate)){{guard}}]
            {{declaration.Replace("SCHEDULE", Rate, StringComparison.Ordinal)}}

            """;
        string derived = $$"""
            public abstract {{keyword}} Between : {{name}} { }
            [Optimize(ScheduleFreeAdamW)]
            public partial {{keyword}} Derived : Between { public float X; public Part Q = new(); }

            """;
        string last = $$"""
            [Optimize(Sgd)]
            public sealed partial {{keyword}} Last : Derived { public double Y; public float[] Z = new float[2]; }
            """;

        foreach (string[] sources in new string[][] { [library + derived + last], [library, derived + last], [library, derived, last] })
        {
            IReadOnlyList<Compilation> compilations = Shapes.CompileAll([.. sources.Select(s => Friends + s)]);
            foreach (Compilation compilation in compilations)
            {
                Assert.Empty(Shapes.InSource(compilation));
                await Shapes.AssertReported(compilation);
            }

            Assert.Equal((1, "V P.W X Q.W Y Z"), Step(compilations));
        }
    }

    // The verdict depends on the constructors of the first class: the project may see them or not.
    [Theory]
    [InlineData("internal Base() { }", "FOPT0033 Derived")]
    [InlineData("private protected Base() { }", "FOPT0033 Derived")]
    [InlineData("internal Base() { } protected internal Base(int x) { }", "")]
    [InlineData("", "")]
    public async Task AnotherAssemblyMayNotSeeThem(string constructors, string expected)
    {
        string library = $$"""
            using FusedOpt;
            [Optimize(Adam)] public abstract partial class Base { public float W; {{constructors}} }
            [Optimize(Adam)] public partial class Middle : Base { public float V; }
            public class Between : Middle { }
            """;
        Compilation compilation = Shapes.Compile(library, """
            using FusedOpt;
            [Optimize(Adam)]
            public partial class Derived : Between { public float X; public void Use() { Step(); Gradients.X = 1; } }
            """);
        Assert.Empty(Shapes.InSource(compilation));
        await Shapes.AssertReported(compilation, expected.Length == 0 ? [] : [expected]);
    }

    // A refused class overrides what its base class has, if the base class has it.
    [Theory]
    [InlineData(
        "FOPT0007 Beta1 = 2",
        "[Optimize(Adam)] public partial class Base { public float W; }",
        "[Optimize(Adam, Beta1 = 2)] public sealed partial class Derived : Base { public float X; }")]
    [InlineData(
        "FOPT0007 Beta1 = 2",
        "[Optimize(Adam, Beta1 = 2)] public partial class Base { public float W; }",
        "[Optimize(Adam)] public partial class Derived : Base { public float X; public Derived? Next; }")]
    [InlineData(
        "FOPT0008 FusedOptApply",
        "[Optimize(Adam)] public partial class Base { public float W; public void FusedOptApply(int x) { } }",
        "[Optimize(Adam)] public partial class Derived : Base { public float X; }")]
    [InlineData(
        "FOPT0008 Train",
        "[Optimize(ScheduleFreeAdamW)] public partial class Base { public float W; public void Train(int x) { } }",
        "[Optimize(Adam)] public partial class Derived : Base { public float X; }")]
    [InlineData(
        "FOPT0001 Base",
        "[Optimize(Adam)] public class Base { public float W; }",
        "[Optimize(Adam)] public partial class Derived : Base { public float X; }")]
    [InlineData(
        "FOPT0024 SumGradients",
        "[Optimize(Adam)] public partial class Base { public float W; }",
        "[Optimize(Adam), SumGradients] public partial class Derived : Base { public float X; }")]
    public async Task ARefusedClassCompiles(string expected, string library, string derived)
    {
        const string Statements = "d.Gradients.X = 1; d.Step(); d.ZeroGradients(); d.LearningRate = d.StepCount;";
        const string Use = $" public static class Program {{ public static void Use(Derived d) {{ {Statements} }} }}";
        Compilation together = Shapes.Compile($"using FusedOpt; {library} {derived}{Use}");
        Assert.Empty(Shapes.InSource(together));
        await Shapes.AssertReported(together, expected);

        // A base class with an error of its own is in no other assembly.
        if (!expected.EndsWith("Base", StringComparison.Ordinal) && derived.Contains(expected[9..], StringComparison.Ordinal))
        {
            Compilation apart = Shapes.Compile("using FusedOpt; " + library, $"using FusedOpt; {derived}{Use}");
            Assert.Empty(Shapes.InSource(apart));
            await Shapes.AssertReported(apart, expected);
        }
    }

    private static IEnumerable<ISymbol> Visible(INamedTypeSymbol type) => type.GetMembers()
        .Where(m => m.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal)
        .Where(m => m is not IMethodSymbol { AssociatedSymbol: not null } and not INamedTypeSymbol)
        .Where(m => m is not IMethodSymbol { MethodKind: MethodKind.Constructor }
            || m.ContainingType is { Name: "ParameterGradients", TypeKind: TypeKind.Class });

    // Of the class, and after a semicolon of its gradients.
    private static string Named(IEnumerable<ISymbol> members) => string.Join("; ", members
        .GroupBy(m => m.ContainingType.Name == "ParameterGradients")
        .Select(g => string.Join(", ", g.Select(m => (g.Key ? "Gradients." : "") + m.Name.TrimStart('.')).Order(StringComparer.Ordinal))));

    // The compiler's accessibility rules are one thing, those of the runtime another.
    private static (long Steps, string Parameters) Step(IEnumerable<Compilation> compilations)
    {
        var context = new AssemblyLoadContext(nameof(HookTests), isCollectible: true);
        Assembly? last = null;
        foreach (Compilation compilation in compilations)
        {
            using var stream = new MemoryStream();
            Assert.True(compilation.Emit(stream).Success);
            stream.Position = 0;
            last = context.LoadFromStream(stream);
        }

        var model = (IOptimizable)Activator.CreateInstance(last!.GetType("Last")!)!;
        model.StepAndZeroGradients();
        var visitor = new NameVisitor([]);
        model.Visit(ref visitor);
        context.Unload();
        return (model.StepCount, string.Join(' ', visitor.Names));
    }

    private readonly struct NameVisitor(List<string> names) : IParameterVisitor
    {
        public List<string> Names { get; } = names;

        public void Parameter<T>(string name, Span<T> parameter, Span<T> gradient)
            where T : unmanaged => Names.Add(name);

        public void State<T>(string parameter, string name, Span<T> state)
            where T : unmanaged
        {
        }
    }
}
