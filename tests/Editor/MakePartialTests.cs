using System.Threading.Tasks;
using FusedOpt.CodeFixes.Fixes;
using FusedOpt.Editor.Tests.Infrastructure;
using Xunit;
using Fix = FusedOpt.Editor.Tests.Infrastructure.FixTest<FusedOpt.CodeFixes.Fixes.MakePartialFix>;

namespace FusedOpt.Editor.Tests;

/// <summary><see cref="MakePartialFix"/> makes a class and the types around it partial.</summary>
public class MakePartialTests
{
    [Theory]
    [InlineData("public class", "public partial class")]
    [InlineData("class", "partial class")]
    [InlineData("/* comment */ class", "/* comment */ partial class")]
    [InlineData("public /* comment */ sealed class", "public /* comment */ sealed partial class")]
    [InlineData("public record", "public partial record")]
    [InlineData("record class", "partial record class")]
    [InlineData("struct", "partial struct")]
    public Task TheWordStandsBeforeTheKeyword(string before, string after) => Fix.Run(
        $$"""
        using FusedOpt;

        // A line.
        [Optimize(Adam)] // for now
        {{before}} {|FOPT0001:Line|}
        {
            public float Slope;
        }
        """,
        $$"""
        using FusedOpt;

        // A line.
        [Optimize(Adam)] // for now
        {{after}} Line
        {
            public float Slope;
        }
        """);

    [Fact]
    public Task TypesAroundTheClassAreMadePartialWithIt() => Fix.Run(
        """
        using FusedOpt;

        public static class Models
        {
            /// <summary>The layers of today.</summary>
            public partial struct Today
            {
                internal interface IInner
                {
                    [Optimize(Adam)]
                    public class {|FOPT0001:Line|}
                    {
                        public float Slope;
                    }

                    public class Other;
                }
            }
        }
        """,
        """
        using FusedOpt;

        public static partial class Models
        {
            /// <summary>The layers of today.</summary>
            public partial struct Today
            {
                internal partial interface IInner
                {
                    [Optimize(Adam)]
                    public partial class Line
                    {
                        public float Slope;
                    }

                    public class Other;
                }
            }
        }
        """);

    [Fact]
    public Task AllClassesAreFixedAtOnce() => Fix.Run(
        """
        using FusedOpt;

        [Optimize(Adam)] public class {|FOPT0001:A|} { public float X; }
        [Optimize(Adam)] public class {|FOPT0001:B|} { public float X; }
        public class C
        {
            [Optimize(Adam)] public class {|FOPT0001:D|} { public float X; }
            [Optimize(Adam)] public class {|FOPT0001:E|} { public float X; }
        }
        """,
        """
        using FusedOpt;

        [Optimize(Adam)] public partial class A { public float X; }
        [Optimize(Adam)] public partial class B { public float X; }
        public partial class C
        {
            [Optimize(Adam)] public partial class D { public float X; }
            [Optimize(Adam)] public partial class E { public float X; }
        }
        """);

    [Fact]
    public Task AnotherTextIsSeen() => Fix.RunControl(
        "using FusedOpt; [Optimize(Adam)] public class {|FOPT0001:A|} { public float X; }",
        "using FusedOpt; [Optimize(Adam)] partial public class A { public float X; }");
}
