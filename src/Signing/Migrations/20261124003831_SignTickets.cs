using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ThanhHoa.DigitalSignature.Signing.Migrations
{
    /// <inheritdoc />
    public partial class SignTickets : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "sign_ticket",
                schema: "signing",
                columns: table => new
                {
                    id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    document_id = table.Column<Guid>(type: "uuid", nullable: false),
                    part = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    call_id = table.Column<Guid>(type: "uuid", nullable: false),
                    act = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    signatory_ordinal = table.Column<int>(type: "integer", nullable: true),
                    signer_name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    tries = table.Column<int>(type: "integer", nullable: false),
                    used_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    upload_sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    accepted_version_id = table.Column<Guid>(type: "uuid", nullable: true),
                    refusal = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sign_ticket", x => new { x.id, x.version_id });
                });

            migrationBuilder.CreateIndex(
                name: "ix_sign_ticket_accepted_version_id",
                schema: "signing",
                table: "sign_ticket",
                column: "accepted_version_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_sign_ticket_call_id",
                schema: "signing",
                table: "sign_ticket",
                column: "call_id");

            migrationBuilder.CreateIndex(
                name: "ix_sign_ticket_expires_at",
                schema: "signing",
                table: "sign_ticket",
                column: "expires_at",
                filter: "accepted_version_id is null");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "sign_ticket",
                schema: "signing");
        }
    }
}
