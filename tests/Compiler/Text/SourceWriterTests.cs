using System;
using FusedOpt.Generator.Infrastructure;
using Xunit;

namespace FusedOpt.Compiler.Tests.Text;

public class SourceWriterTests
{
    [Fact]
    public void BlocksAreIndentedByFourAndLinesEndInOneCharacter()
    {
        var writer = new SourceWriter();
        using (writer.Block("class A"))
        {
            writer.Line("int x;");
            writer.Line();
            using (writer.Indent())
                writer.Line("deeper");
        }

        Assert.Equal("class A\n{\n    int x;\n\n        deeper\n}\n", writer.ToString());
    }

    [Fact]
    public void SeveralLinesAreIndentedEachWhateverEndsThem()
    {
        var writer = new SourceWriter();
        using (writer.Block())
            writer.Lines("a\r\nb\n\r\nc");
        Assert.Equal("{\n    a\n    b\n\n    c\n}\n", writer.ToString());
    }

    [Fact]
    public void AnEmptyLineHasNoSpaces()
    {
        var writer = new SourceWriter();
        using (writer.Block())
            writer.Line();
        Assert.DoesNotContain(" ", writer.ToString(), StringComparison.Ordinal);
    }
}
