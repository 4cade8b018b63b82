using System;
using FusedOpt.Generator.Ir;
using Xunit;

namespace FusedOpt.Compiler.Tests.Ir;

public class OpTableTests
{
    [Fact]
    public void Every_operation_has_a_shape_an_arity_and_a_name()
    {
        foreach (Op op in Enum.GetValues<Op>())
        {
            int least = OpTable.Shape(op) is OpShape.Input or OpShape.Draw ? 0 : 1;
            Assert.InRange(OpTable.Arity(op), least, 3);
            Assert.True(OpTable.TryParse(op.ToString(), out Op parsed));
            Assert.Equal(op, parsed);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("add")]
    [InlineData("6")]
    [InlineData("Add, Subtract")]
    public void Nothing_else_is_the_name_of_one(string name) => Assert.False(OpTable.TryParse(name, out _));
}
