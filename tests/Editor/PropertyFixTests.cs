using System.Threading.Tasks;
using FusedOpt.CodeFixes.Fixes;
using Xunit;
using FieldFix = FusedOpt.Editor.Tests.Infrastructure.FixTest<FusedOpt.CodeFixes.Fixes.MakeFieldFix>;
using PropertyFix = FusedOpt.Editor.Tests.Infrastructure.FixTest<FusedOpt.CodeFixes.Fixes.MakeParameterPropertyFix>;

namespace FusedOpt.Editor.Tests;

/// <summary>
/// <see cref="MakeParameterPropertyFix"/> and <see cref="MakeFieldFix"/> make an auto-property learn: partial, or as a field.
/// </summary>
public class PropertyFixTests
{
    [Theory]
    [InlineData("public float {|FOPT0032:Scale|} { get; set; } // one", "[Parameter] public partial float Scale { get; set; } // one")]
    [InlineData("float {|FOPT0032:Scale|} { get; set; } = 0;", "[Parameter] partial float Scale { get; set; }")]
    [InlineData("public float {|FOPT0032:Scale|} { get; }", "[Parameter] public partial float Scale { get; private set; }")]
    [InlineData("[Parameter] public float {|FOPT0016:Scale|} { get; set; }", "[Parameter] public partial float Scale { get; set; }")]
    [InlineData(
        "public virtual float {|FOPT0032:Scale|} { get; protected set; }", "[Parameter] public virtual partial float Scale { get; protected set; }")]
    public Task APropertyBecomesPartial(string before, string after) => PropertyFix.Run(Class(before), Class(after));

    [Fact]
    public Task AnInitialValueMovesIntoANewConstructor() => PropertyFix.Run(
        """
        using FusedOpt;

        [Optimize(Adam)]
        public partial class Line
        {
            public float Slope;

            /// <summary>The scale.</summary>
            public float {|FOPT0032:Scale|} { get; set; } = 1.5f; // one

            public void Other()
            {
            }
        }
        """,
        """
        using FusedOpt;

        [Optimize(Adam)]
        public partial class Line
        {
            public float Slope;

            /// <summary>The scale.</summary>
            [Parameter] public partial float Scale { get; set; } // one

            public Line()
            {
                Scale = 1.5f;
            }

            public void Other()
            {
            }
        }
        """);

    [Fact]
    public Task AnInitialValueMovesIntoEveryConstructorThatCallsNoOther() => PropertyFix.Run(
        """
        using FusedOpt;

        [Optimize(Adam)]
        public partial class Line
        {
            public float Slope;
            public double {|FOPT0032:Scale|} { get; set; } = 2;

            public Line()
                : this(1)
            {
            }

            public Line(int Scale)
            {
                Slope = Scale;
            }

            public Line(float slope)
            {
                // A slope.
                Slope = slope;
            }
        }
        """,
        """
        using FusedOpt;

        [Optimize(Adam)]
        public partial class Line
        {
            public float Slope;
            [Parameter] public partial double Scale { get; set; }

            public Line()
                : this(1)
            {
            }

            public Line(int Scale)
            {
                this.Scale = 2;
                Slope = Scale;
            }

            public Line(float slope)
            {
                Scale = 2;
                // A slope.
                Slope = slope;
            }
        }
        """);

    [Fact]
    public Task AllOfOneTypeAreFixedAtOnce() => PropertyFix.Run(
        Class("public float {|FOPT0032:A|} { get; set; }\n    public float {|FOPT0032:B|} { get; set; }"),
        Class("[Parameter] public partial float A { get; set; }\n    [Parameter] public partial float B { get; set; }"));

    [Theory]
    [InlineData("public float {|FOPT0032:Scale|} { get; init; }")]
    [InlineData("public float[] {|FOPT0032:Scale|} { get; set; } = [];")]
    [InlineData("public float {|FOPT0032:Scale|} { get; set; } = 1; public Line() => Slope = 1;")]
    [InlineData("public double {|FOPT0032:Scale|} { get; set; } [Parameter] public partial float Other { get; set; }")]
    public Task OthersAreLeftToTheUser(string member) => PropertyFix.RunWithout(Class(member));

    [Theory]
    [InlineData("public float {|FOPT0032:Scale|} { get; set; } = 1; // one", "public float Scale = 1; // one")]
    [InlineData("float {|FOPT0032:Scale|} { get; }", "[Parameter] float Scale;")]
    [InlineData("public float[] {|FOPT0032:Scale|} { get; } = new float[3];", "public readonly float[] Scale = new float[3];")]
    [InlineData("/// <summary>A part.</summary>\n    public Part {|FOPT0018:Part|} { get; set; } = new();", "/// <summary>A part.</summary>\n    public Part Part = new();")]
    [InlineData("public required Part {|FOPT0018:Part|} { get; init; }", "public required Part Part;")]
    public Task APropertyBecomesAField(string before, string after) => FieldFix.Run(Class(before), Class(after));

    [Theory]
    [InlineData("public virtual float {|FOPT0032:Scale|} { get; set; }")]
    [InlineData("[System.Obsolete] public float {|FOPT0032:Scale|} { get; set; }")]
    public Task APropertyThatMustBeOneIsLeft(string member) => FieldFix.RunWithout(Class(member));

    [Fact]
    public Task APropertyOfAnInterfaceIsLeft() => FieldFix.RunWithout(
        """
        using FusedOpt;
        public interface IScaled { float Scale { get; } }
        [Optimize(Adam)] public partial class Line : IScaled { public float X; public float {|FOPT0032:Scale|} { get; set; } }
        """);

    [Fact]
    public async Task AnotherTextIsSeen()
    {
        string before = Class("public float {|FOPT0032:Scale|} { get; set; }");
        await PropertyFix.RunControl(before, Class("[Parameter] public float Scale { get; set; }"));
        await FieldFix.RunControl(before, Class("private float Scale;"));
    }

    private static string Class(string member) => $$"""
        using FusedOpt;

        [Optimize(Adam)]
        public partial class Line
        {
            public float Slope;
            {{member}}
        }

        [Optimize(Adam)] public partial class Part { public float X; }
        """;
}
