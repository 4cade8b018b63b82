using System.Threading.Tasks;
using FusedOpt.CodeFixes.Fixes;
using Xunit;
using Fix = FusedOpt.Editor.Tests.Infrastructure.FixTest<FusedOpt.CodeFixes.Fixes.MarkParameterFix>;

namespace FusedOpt.Editor.Tests;

/// <summary><see cref="MarkParameterFix"/> adds the attribute for which a diagnostic asks.</summary>
public class MarkParameterTests
{
    private const string Private = """
        using FusedOpt;

        [Optimize(Adam)]
        public partial class Line
        {
            public float Shift;

            // The slope.
            float {|FOPT0029:_slope|}; // for now

            /// <summary>Two of them.</summary>
            [System.Obsolete]
            private float {|FOPT0029:_a|}, {|FOPT0029:_b|};
        }
        """;

    [Theory]
    [InlineData(MarkParameterFix.ParameterKey, "Parameter")]
    [InlineData(MarkParameterFix.FrozenKey, "Frozen")]
    public Task APrivateFieldIsMarkedEitherWay(string key, string attribute) => Fix.Run(
        Private,
        $$"""
        using FusedOpt;

        [Optimize(Adam)]
        public partial class Line
        {
            public float Shift;

            // The slope.
            [{{attribute}}] float _slope; // for now

            /// <summary>Two of them.</summary>
            [System.Obsolete]
            [{{attribute}}] private float _a, _b;
        }
        """,
        key);

    [Fact]
    public Task FieldsAndPropertiesThatCannotLearnAreFrozen() => Fix.Run(
        """
        using System.Collections.Generic;
        using FusedOpt;

        [Optimize(Adam)]
        public partial class Line
        {
            public float Slope;
            public readonly float {|FOPT0004:Fixed|};
            public volatile float {|FOPT0004:Steady|};
            public List<float> {|FOPT0005:Losses|} = [];
            public float {|FOPT0032:Dropout|} { get; set; }
            public Part {|FOPT0018:Part|} { get; } = new();
        }

        [Optimize(Adam)] public partial class Part { public float X; }
        public class Derived : Part { public float {|FOPT0031:Y|}; }
        """,
        """
        using System.Collections.Generic;
        using FusedOpt;

        [Optimize(Adam)]
        public partial class Line
        {
            public float Slope;
            [Frozen] public readonly float Fixed;
            [Frozen] public volatile float Steady;
            [Frozen] public List<float> Losses = [];
            [Frozen] public float Dropout { get; set; }
            [Frozen] public Part Part { get; } = new();
        }

        [Optimize(Adam)] public partial class Part { public float X; }
        public class Derived : Part { [Frozen] public float Y; }
        """,
        MarkParameterFix.FrozenKey);

    [Fact]
    public Task AParameterOfARecordMarksItsProperty() => Fix.Run(
        "using FusedOpt; [Optimize(Adam)] public partial record Line(float {|FOPT0032:Dropout|} = 0) { public float Slope; }",
        "using FusedOpt; [Optimize(Adam)] public partial record Line([property: Frozen] float Dropout = 0) { public float Slope; }");

    [Fact]
    public Task AnAttributeThatIsNotInScopeIsNamedInFull() => Fix.Run(
        "[FusedOpt.Optimize(Adam)] public partial class Line { public float X; float {|FOPT0029:_y|}; class Frozen; class Parameter; }",
        "[FusedOpt.Optimize(Adam)] public partial class Line { public float X; [global::FusedOpt.Parameter] float _y; class Frozen; class Parameter; }");

    [Fact]
    public Task AnotherTextIsSeen() => Fix.RunControl(
        "using FusedOpt; [Optimize(Adam)] public partial class Line { float {|FOPT0029:_y|}; }",
        "using FusedOpt; [Optimize(Adam)] public partial class Line { [Frozen] float _y; }");
}
