using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ThanhHoa.DigitalSignature.Signing.Migrations
{
    /// <inheritdoc />
    public partial class VerificationRules : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "verification_rules",
                schema: "signing",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    is_public = table.Column<bool>(type: "boolean", nullable: false),
                    most_megabytes = table.Column<int>(type: "integer", nullable: false),
                    per_minute = table.Column<int>(type: "integer", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    changed_by = table.Column<Guid>(type: "uuid", nullable: false),
                    changed_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_verification_rules", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_verification_rules_changed_at",
                schema: "signing",
                table: "verification_rules",
                column: "changed_at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "verification_rules",
                schema: "signing");
        }
    }
}
