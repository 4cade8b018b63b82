using System;
using System.Linq;
using System.Threading.Tasks;
using FusedOpt.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Xunit;

namespace FusedOpt.Generator.Tests;

/// <summary>
/// A gradient hides what its class inherits, which is another class than the model's: <c>new</c> stands where it is needed, and nowhere
/// else.
/// </summary>
public class HidingTests
{
    // Everything that a base class can have, of which its gradients class has only some.
    private const string Members = """
        public float Public; internal float Internal; protected float Protected; private float Private;
        private protected float Both; protected internal float Either;
        [Frozen] public float Frozen; public static float Static; public const float Const = 1; public int Whole;
        public float Property { get; set; } public virtual float Virtual { get; set; }
        public void Method() { } public class Nested { } public event Action? Event;
        [Parameter] public virtual partial float Owned { get; set; }
        """;

    private const string Derived = """
        public new float Public; internal new float Internal; protected new float Protected; private float Private;
        private protected new float Both; protected internal new float Either;
        public new float Frozen, Static, Const, Whole, Property, Virtual, Method, Nested, Event, Owned;
        """;

    [Theory]
    [InlineData("[Optimize(Adam)] public partial class B { MEMBERS } [Optimize(Adam)] public partial class M : B { DERIVED }")]
    [InlineData("public partial class B { PLAIN } [Optimize(Adam)] public partial class M : B { DERIVED }")]
    [InlineData("[Optimize(Adam)] public partial class B<T> { MEMBERS } [Optimize(Adam)] public partial class M : B<float> { DERIVED }")]
    [InlineData(
        "[Optimize(Adam)] public partial class B { MEMBERS } public class Between : B { public float Own; } [Optimize(Adam)] public "
            + "partial class M : Between { DERIVED public new float[] Own = []; }")]
    [InlineData(
        "[Optimize(Adam)] public partial class B { MEMBERS } [Optimize(Adam)] public partial class C : B { public float Own; } "
            + "[Optimize(Adam)] public sealed partial class M : C { DERIVED public new float[] Own = []; }")]
    [InlineData(
        "[Optimize(Adam)] public partial class B { MEMBERS } [Optimize(Adam, Beta1 = 2)] public sealed partial class M : B { DERIVED }")]
    public void NoWordTooManyAndNoneTooFew(string shape)
    {
        string plain = Members.Replace("partial ", "", StringComparison.Ordinal)
            .Replace("[Parameter] ", "", StringComparison.Ordinal)
            .Replace("[Frozen] ", "", StringComparison.Ordinal);
        string source = shape.Replace("MEMBERS", Members, StringComparison.Ordinal)
            .Replace("PLAIN", plain, StringComparison.Ordinal)
            .Replace("DERIVED", Derived, StringComparison.Ordinal);
        Compilation compilation = Shapes.Compile("using System;\nusing FusedOpt;\n" + source);
        Assert.DoesNotContain(compilation.GetDiagnostics(), d => d.Severity == DiagnosticSeverity.Error);
        Assert.Empty(Shapes.InGenerated(compilation));
        Assert.DoesNotContain(Shapes.InSource(compilation), d => d.Id is "CS0108" or "CS0109" or "CS0114");
    }

    [Fact]
    public void TheCheckSeesAWordTooManyAndOneTooFew()
    {
        Compilation compilation = Shapes.Compile(
            "using FusedOpt; [Optimize(Adam)] public partial class B { public float W; } [Optimize(Adam)] public partial class M : B { "
                + "public new float W; public float V; }");
        SyntaxTree part = compilation.SyntaxTrees.Single(t => t.FilePath.EndsWith("M.g.cs", StringComparison.Ordinal));
        string spoiled = part.ToString()
            .Replace("public new float W;", "public float W;", StringComparison.Ordinal)
            .Replace("public float V;", "public new float V;", StringComparison.Ordinal);
        Assert.Equal(
            ["CS0108", "CS0109"],
            Shapes.InGenerated(compilation.ReplaceSyntaxTree(part, Testbed.Tree(spoiled, part.FilePath))).Select(d => d.Id).Order());
    }

    [Theory]
    [InlineData(
        "[Optimize(Adam)] public partial class M { public float Finalize; public new float[] ToString = [], GetHashCode = [], "
            + "MemberwiseClone = [], Equals = [], GetType = [], ReferenceEquals = []; }")]
    [InlineData("[Optimize(Adam)] public partial struct M { public new float[] ToString, GetHashCode, Equals, GetType, ReferenceEquals; }")]
    [InlineData(
        "[Optimize(Adam)] public partial record M { public float IsOf, mine; public new float ReferenceEquals; } "
            + "[Optimize(Adam)] public partial record D : M { public new float IsOf; }")]
    [InlineData(
        "[Optimize(Adam)] public partial record M { public float W; } "
            + "[Optimize(Adam)] public partial record D : M { public float IsOf; }")]
    [InlineData(
        "[Optimize(Adam)] public partial class M : IHas { public float W; float IHas.W => W; } "
            + "public interface IHas { float W { get; } void Step(int n) { } }")]
    [InlineData(
        "public class B { public float V { get; set; } protected virtual float P { get; set; } } "
            + "[Optimize(Adam)] public sealed partial class M : B { [Parameter] protected override partial float P { get; set; } "
            + "[Parameter] public new partial float V { get; set; } }")]
    [InlineData(
        "[Optimize(Adam), SumGradients] public partial class B { public float W; public Part One = new(); public Part[] Many = []; "
            + "private Part _hidden = new(); } "
            + "[Optimize(Adam), SumGradients] public partial class Part { public float W; } "
            + "[Optimize(Adam)] public partial class M : B { public new float W; public new Part One = new(); public new float Many; "
            + "private Part _hidden = new(); public float GradientSpan; }")]
    [InlineData(
        "[Optimize(Adam), SumGradients] public partial class B { [Parameter] public partial float W { get; set; } } "
            + "[Optimize(Adam)] public partial class M : B { public float V; }")]
    [InlineData(
        "[Optimize(Adam)] public partial class B { public Part One = new(); } "
            + "[Optimize(Adam)] public partial class Part { public float W; } "
            + "[Optimize(Adam)] public partial class M : B { public new float One; }")]
    [InlineData(
        "[Optimize(Adam)] public partial class Part { public float W; } "
            + "[Optimize(Adam)] public partial class B<T> { public float W; public T[] Many = []; } "
            + "[Optimize(Adam)] public partial class M : B<Part> { public float V; public void Train() { } }")]
    [InlineData(
        "[Optimize(Adam)] public partial class B { public float W; [Parameter] private float _v; "
            + "[Optimize(Adam)] public partial class M : B { public new float W; [Parameter] private new float _v; } }")]
    [InlineData(
        "[Optimize(Adam)] public partial class B<T> { public float W; public float[] V = []; public partial class Within { "
            + "[Optimize(Adam)] public sealed partial class M : B<int> { public new float W; public new float[] V = []; } } }")]
    [InlineData(
        "public partial class Outer { private float _gradients = 1, _stepState = 2; "
            + "private void FusedOptPrepare() => _gradients = _stepState; public void Use() => FusedOptPrepare(); "
            + "[Optimize(Adam)] public sealed partial class M : Outer { public float W; } }")]
    public async Task WhatElseCanBeInherited(string shape)
    {
        Compilation compilation = Shapes.Compile("using FusedOpt;\n" + shape);
        Assert.DoesNotContain(Shapes.InSource(compilation), d => d.Id != "CS0114");
        await Shapes.AssertReported(compilation);
    }

    // A member that is internal to another assembly is hidden only if it can be seen.
    [Theory]
    [InlineData(
        "",
        "public float Internal, Sealed; private float _private; public float Step2; public new float[] Public = []; protected new float "
            + "Protected;",
        "")]
    [InlineData(
        "[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Project1\")]",
        "public new float Internal, Sealed; private float _private; public float Step2; public new float[] Public = []; protected new "
            + "float Protected;",
        "new")]
    public async Task ABaseClassMayBeInAnotherAssembly(string attribute, string members, string isNew)
    {
        string library = attribute + """
            namespace Library;
            [FusedOpt.Optimize(Adam)] public partial class Base
            {
                public float Public; protected float Protected; internal float Internal; private float _private;
                [FusedOpt.Frozen] internal float Sealed; internal int _stepState;
            }
            public class Plain { internal float Internal; private protected int _gradients, LearningRate; }
            """;
        Compilation compilation = Shapes.Compile(library, $$"""
            [FusedOpt.Optimize(Adam)] public partial class M : Library.Base { {{members}} }
            [FusedOpt.Optimize(Adam)] public partial class P : Library.Plain { public {{isNew}} float Internal; }
            """);
        Assert.Empty(Shapes.InSource(compilation));
        await Shapes.AssertReported(compilation, isNew.Length == 0 ? [] : ["FOPT0008 P"]);
        string internals = isNew.Length == 0 ? "public float Internal" : "public new float Internal";
        Assert.Contains(internals, Shapes.Part(compilation, "M"), StringComparison.Ordinal);
    }
}
