using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ThanhHoa.DigitalSignature.Signing.Migrations
{
    /// <inheritdoc />
    public partial class Exchange : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "exchange_address",
                schema: "signing",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    unit_id = table.Column<Guid>(type: "uuid", nullable: true),
                    organ_id = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    place = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    email = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    telephone = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    changed_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_exchange_address", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "exchange_status",
                schema: "signing",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    document_id = table.Column<Guid>(type: "uuid", nullable: false),
                    is_ours = table.Column<bool>(type: "boolean", nullable: false),
                    code = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    organ_id = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    organ_name = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    description = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_exchange_status", x => x.id);
                    table.ForeignKey(
                        name: "fk_exchange_status_document_document_id",
                        column: x => x.document_id,
                        principalSchema: "signing",
                        principalTable: "document",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "incoming_facts",
                schema: "signing",
                columns: table => new
                {
                    document_id = table.Column<Guid>(type: "uuid", nullable: false),
                    unit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sender_name = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    sender_organ_id = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    original_number = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    original_date = table.Column<DateOnly>(type: "date", nullable: true),
                    received_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    edxml_id = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    package_sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    finding = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    recall_asked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    recall_reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    searched_text = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_incoming_facts", x => x.document_id);
                    table.ForeignKey(
                        name: "fk_incoming_facts_document_document_id",
                        column: x => x.document_id,
                        principalSchema: "signing",
                        principalTable: "document",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_exchange_address_unit_id",
                schema: "signing",
                table: "exchange_address",
                column: "unit_id",
                unique: true)
                .Annotation("Npgsql:NullsDistinct", false);

            migrationBuilder.CreateIndex(
                name: "ix_exchange_status_document_id",
                schema: "signing",
                table: "exchange_status",
                column: "document_id");

            migrationBuilder.CreateIndex(
                name: "ix_incoming_facts_searched_text",
                schema: "signing",
                table: "incoming_facts",
                column: "searched_text")
                .Annotation("Npgsql:IndexMethod", "gin")
                .Annotation("Npgsql:IndexOperators", new[] { "gin_trgm_ops" });

            migrationBuilder.CreateIndex(
                name: "ix_incoming_facts_unit_id_edxml_id",
                schema: "signing",
                table: "incoming_facts",
                columns: new[] { "unit_id", "edxml_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_incoming_facts_unit_id_received_at",
                schema: "signing",
                table: "incoming_facts",
                columns: new[] { "unit_id", "received_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "exchange_address",
                schema: "signing");

            migrationBuilder.DropTable(
                name: "exchange_status",
                schema: "signing");

            migrationBuilder.DropTable(
                name: "incoming_facts",
                schema: "signing");
        }
    }
}
